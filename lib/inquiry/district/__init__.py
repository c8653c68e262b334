"""1: the district's folder: settings, schools, teams, calendar."""

from inquiry.district.model import CACHE_FOLDER, District, Member, School, Team, load_district, read_district
from inquiry.district.settings import Quarter, Settings

__all__ = [
    "CACHE_FOLDER",
    "District",
    "Member",
    "Quarter",
    "School",
    "Settings",
    "Team",
    "load_district",
    "read_district",
]

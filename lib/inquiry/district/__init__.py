"""1: the district's folder: settings, schools, teams, calendar."""

from inquiry.district.model import CACHE_FOLDER, District, load_district, read_district
from inquiry.district.settings import Quarter, Settings
from inquiry.district.teams import Member, School, Team

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

"""2: a published or exported file becomes a checked frame."""

from inquiry.sources.accountability import load_accountability, read_accountability
from inquiry.sources.classes import read_classes
from inquiry.sources.dashboard import (
    STANDARD_COLUMNS,
    Dashboard,
    DashboardFile,
    read_dashboard,
    read_dashboard_files,
    read_dashboards,
)
from inquiry.sources.evidence import read_evidence
from inquiry.sources.local_indicators import read_local_indicators
from inquiry.sources.local_measures import read_measures
from inquiry.sources.scores import read_scores
from inquiry.sources.students import read_students
from inquiry.sources.surveys import read_surveys
from inquiry.sources.tables import COLOURS, Accountability, Table

__all__ = [
    "COLOURS",
    "STANDARD_COLUMNS",
    "Accountability",
    "Dashboard",
    "DashboardFile",
    "Table",
    "load_accountability",
    "read_accountability",
    "read_classes",
    "read_dashboard",
    "read_dashboard_files",
    "read_dashboards",
    "read_evidence",
    "read_local_indicators",
    "read_measures",
    "read_scores",
    "read_students",
    "read_surveys",
]

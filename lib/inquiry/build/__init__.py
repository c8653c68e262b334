"""7: every page of every team through papermill: plan, keep what teams wrote, run, remember."""

from inquiry.build.notebook import light_nbformat  # noqa: F401  before anything that loads nbformat

# isort: split
from inquiry.build.check.preflight import Preflight, check_district
from inquiry.build.current.manifest import Manifest, PageRecord, read_manifest
from inquiry.build.keeping.lock import lock_build
from inquiry.build.plan import PAGES, Page, plan_pages
from inquiry.build.results import BuildResult, PageResult, Progress
from inquiry.build.steps import build_district

__all__ = [
    "PAGES",
    "BuildResult",
    "Manifest",
    "Page",
    "PageRecord",
    "PageResult",
    "Preflight",
    "Progress",
    "build_district",
    "check_district",
    "lock_build",
    "plan_pages",
    "read_manifest",
]

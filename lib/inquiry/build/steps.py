"""Build a district's quarter: the whole job, step by step."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inquiry.build.assemble import assemble_page
from inquiry.build.failed import failed_page
from inquiry.build.lock import lock_build
from inquiry.build.manifest import Manifest, PageRecord, read_manifest, write_manifest
from inquiry.build.notebooks import notebook_bytes, read_notebook
from inquiry.build.plan import Page, plan_pages
from inquiry.build.preflight import Preflight, check_district, refusal
from inquiry.build.remember import fingerprint, hash_inputs, is_current
from inquiry.build.results import BuildResult, PageResult, Progress, State
from inquiry.build.run import run_tasks
from inquiry.build.shelf import Shelved, shelve, shelve_failure, shelve_log
from inquiry.build.task import Outcome, Task
from inquiry.district.files import explain_refusal, sweep_abandoned
from inquiry.district.shipped import templates_folder
from inquiry.errors import BadInput, Checked, Fault, InquiryError, PageError

MANIFEST_SECONDS = 5.0  # a build that is killed loses at most the memory of what it did in these


@dataclass(frozen=True)
class Draft:
    """A page ready to run: its assembled notebook, its fingerprint, and why it must not run, if so."""

    page: Page
    notebook: bytes
    notice: bytes
    fingerprint: str
    refused: str = ""
    current: PageRecord | None = None

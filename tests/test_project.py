"""The project itself: its layers, its list of dependencies, its tree, its wheel."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_a_folder_imports_only_from_folders_before_it():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_conda_users_get_the_list_of_pyproject():
    packages = YAML(typ="safe").load(ROOT / "environment.yml")["dependencies"]
    (pip,) = [entry["pip"] for entry in packages if isinstance(entry, dict)]
    python = f"python{PROJECT['project']['requires-python']}"
    assert (packages[:2], pip) == ([python, "pip"], ["-e .[test]"])


def test_no_folder_of_tests_is_passed_over(pytestconfig):
    """What pytest leaves out by itself, such as every folder “build”, would be a silent skip."""
    left_out = pytestconfig.getini("norecursedirs")
    files = subprocess.run(
        ["git", "ls-files", "tests/**/test_*.py"], cwd=ROOT, capture_output=True, text=True
    )
    folders = {part for name in files.stdout.split() for part in Path(name).parent.parts}
    assert {"tests", "build", "browser", "publish"} <= folders
    assert not [(folder, rule) for folder in folders for rule in left_out if fnmatch(folder, rule)]


def test_tests_that_share_what_is_dear_run_in_one_worker(request):
    """The groups of pytest-xdist, which a release of pytest may stop seeing (9.2 did)."""
    if "PYTEST_XDIST_WORKER" not in os.environ or request.config.getvalue("loadgroup") is not True:
        pytest.skip("only where tests are handed out by group")
    grouped = [item for item in request.session.items if item.get_closest_marker("xdist_group")]
    assert all("@" in item.nodeid for item in grouped)


def test_ci_runs_the_tests():
    assert re.search(r"^make test$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.M)


def test_git_keeps_a_real_districts_data_out_and_the_example_in():
    def ignored(path: str) -> bool:
        return subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0

    assert ignored("data/monterey/answers.jsonl")
    assert ignored("data/example/record.sqlite")
    assert not ignored("data/example/answers.jsonl")
    assert not ignored("lib/inquiry/build/plan.py")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True
    )
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built).namelist()


@pytest.mark.parametrize("folder", ["templates", "notebooks"])
def test_a_wheel_carries_what_lies_outside_the_package(wheel, folder):
    tracked = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*.*") if p.is_file()}
    tracked = {path for path in tracked if ".ipynb_checkpoints" not in path}
    assert tracked
    assert {f"inquiry/_shipped/{path}" for path in tracked} <= set(wheel)


def test_a_wheel_carries_the_records_migrations(wheel):
    assert any("record/migrations/versions/" in name for name in wheel)


LAB = ROOT / "lib/inquiry/lab/front"
LAB_FILES = sorted(path.relative_to(LAB).as_posix() for path in LAB.rglob("*.*") if path.is_file())
PLACES = {  # where JupyterLab looks, in an environment
    "extension/": "share/jupyter/labextensions/inquiry-lab/",
    "overrides.json": "share/jupyter/lab/settings/overrides.json",
    "inquiry.json": "etc/jupyter/jupyter_server_config.d/inquiry.json",
}


def _place(file: str) -> str:
    start = next(start for start in PLACES if file.startswith(start))
    return PLACES[start] + file.removeprefix(start)


@pytest.mark.parametrize("file", LAB_FILES)
def test_a_wheel_carries_what_jupyterlab_looks_for(wheel, file):
    assert any(name.endswith(f".data/data/{_place(file)}") for name in wheel)


@pytest.mark.parametrize("file", LAB_FILES)
def test_the_environment_has_the_present_extension(file):
    installed = Path(sys.prefix) / _place(file)
    assert installed.read_bytes() == (LAB / file).read_bytes(), "run `make environment`"

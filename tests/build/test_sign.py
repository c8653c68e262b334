"""Signed pages: what may run by itself, whose key it was, and what altering does to it."""

import json
import multiprocessing
import stat
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build.little import AS_OF, PRISTINE, TRENDS, change_cell, edit, html, states
from inquiry.build import build_district
from inquiry.build.notebook import keys as key_store
from inquiry.build.notebook.keys import builder_key, known_key, name_key, public_key, trust_key, trusted_keys
from inquiry.build.notebook.notebooks import notebook_mark, read_notebook
from inquiry.build.notebook.sign import ALTERED, CHANGED, Verdict, sign_page, verify_page
from inquiry.errors import BadInput, UsageError

ZEROS = "A" * 43 + "="


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    """A person with no key yet."""
    monkeypatch.setenv("INQUIRY_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def mark_and_cells(path):
    notebook = read_notebook(path)
    return notebook_mark(notebook), {
        c["id"]: c["source"] for c in notebook["cells"] if c["cell_type"] == "code"
    }


def judge(path, trusted=None):
    return verify_page(*mark_and_cells(path), trusted_keys() if trusted is None else trusted)


def test_the_key_is_made_once_and_its_owners_alone(config):
    assert known_key() is None
    assert public_key() == public_key() == f"ed25519 {known_key()}"
    if sys.platform != "win32":
        assert stat.S_IMODE((config / "builder.key").stat().st_mode) == 0o600
    assert sorted(path.name for path in config.iterdir()) == ["builder.key"]


def _make(folder, queue):
    import os

    os.environ["INQUIRY_CONFIG"] = folder
    queue.put(public_key())


def test_many_builds_that_start_at_once_agree_on_one_key(config):
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    workers = [context.Process(target=_make, args=(str(config), queue)) for _ in range(3)]
    for worker in workers:
        worker.start()
    made = {queue.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join()
    assert made == {public_key()}


def test_without_hard_links_a_key_is_made_all_the_same(config, monkeypatch):
    def refuse(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(key_store.os, "link", refuse)
    assert public_key() == public_key()


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_is_said_and_left_alone(config, content, monkeypatch):
    monkeypatch.setattr(key_store, "PATIENCE_SECONDS", 0.0)
    config.mkdir()
    (config / "builder.key").write_bytes(content)
    with pytest.raises(UsageError, match="is damaged"):
        builder_key()
    assert (config / "builder.key").read_bytes() == content
    assert trusted_keys() == {}


def test_a_folder_that_cannot_be_written_to_is_said(config):
    config.write_text("a file, no folder")
    with pytest.raises(BadInput, match=r"builder\.key"):
        builder_key()


def test_a_key_is_trusted_once_with_its_name(config):
    path = trust_key(f"ed25519 {ZEROS}", "Coach  Lee\n")
    assert path.read_text() == f"ed25519 {ZEROS} Coach Lee\n"
    trust_key(f"  ed25519   {ZEROS} another name", "")
    assert path.read_text() == f"ed25519 {ZEROS} Coach Lee\n"
    assert trusted_keys() == {ZEROS: "Coach Lee"}


def test_the_environments_list_is_trusted_too(tmp_path, monkeypatch):
    folder = tmp_path / "prefix/etc/inquiry"
    folder.mkdir(parents=True)
    (folder / "trusted-keys").write_text(f"# the district's\n\ned25519 {ZEROS} the coach\nnonsense\n")
    monkeypatch.setattr(key_store.sys, "prefix", str(tmp_path / "prefix"))
    assert trusted_keys() == {ZEROS: "the coach"}


@pytest.mark.parametrize(
    "text", ["", "ed25519", "rsa AAAA", "ed25519 AAAA", f"ed25519 {ZEROS[:-2]}é", "ed25519 ==="]
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(UsageError, match="is no key"):
        trust_key(text, "")


def test_a_built_page_runs_its_locked_code_in_order(build, district):
    build()
    verdict = judge(district / TRENDS)
    assert verdict.run[:3] == ("parameters", "injected-parameters", "setup")
    assert "trends" in verdict.run
    assert all(name.startswith("form-") for name in verdict.run[4:])
    assert (verdict.refused, verdict.trouble) == ({}, None)
    assert judge(district / PRISTINE) == verdict


def test_a_page_is_signed_the_same_each_time(build, district):
    build()
    first = (district / PRISTINE).read_bytes()
    assert sign_page(first, builder_key()) == first
    build(force=True)
    assert (district / PRISTINE).read_bytes() == first


def test_the_signature_stays_when_a_team_wrote_in_its_file(build, district, notebooks):
    build()
    edit(district / TRENDS, "Ours")
    change_cell(notebooks, "1-analyze", "trends", "page.trends()  # anew")
    build()
    assert "Ours" in (district / TRENDS).read_text(encoding="utf-8")
    assert "trends" in judge(district / TRENDS).run
    assert judge(district / TRENDS).trouble is None


def test_a_page_that_nobody_asks_to_run_stays_as_it_was_built(build, district, notebooks):
    raw = json.loads((notebooks / "1-analyze.ipynb").read_text(encoding="utf-8"))
    next(cell for cell in raw["cells"] if cell["id"] == "trends")["metadata"] = {"inquiry": {"live": False}}
    (notebooks / "1-analyze.ipynb").write_text(json.dumps(raw), encoding="utf-8")
    build()
    assert "trends" not in judge(district / TRENDS).run
    assert "2026-10-01" in html(district / TRENDS)
    assert states(build().pages) == {"unchanged"}


def test_another_builder_makes_every_page_anew(build, monkeypatch, tmp_path, district):
    build()
    assert states(build().pages) == {"unchanged"}
    monkeypatch.setenv("INQUIRY_CONFIG", str(tmp_path / "another"))
    assert states(build().pages) == {"built"}
    assert name_key(builder_key()) == mark_and_cells(district / TRENDS)[0]["signed"]["key"]


def test_a_dry_run_makes_no_key(build, config):
    build(dry_run=True)
    assert not config.exists()


def test_a_page_that_could_not_be_built_is_not_signed(build, district, notebooks):
    change_cell(notebooks, "1-analyze", "trends", "1/0")
    build()
    assert "signed" not in mark_and_cells(district / TRENDS)[0]
    assert "could not be built" in judge(district / TRENDS).trouble


def test_a_build_whose_key_cannot_be_made_touches_nothing(district, config, few_pages):
    config.write_text("a file, no folder")
    with pytest.raises(BadInput):
        build_district(district, as_of=AS_OF)
    assert not (district / "workbooks").exists()


def test_a_strangers_key_runs_nothing(build, district):
    build()
    verdict = judge(district / TRENDS, trusted={ZEROS})
    assert verdict.run == ()
    assert "inquiry key trust" in verdict.trouble


def test_a_changed_cell_is_refused_and_the_others_run(build, district):
    build()
    mark, cells = mark_and_cells(district / TRENDS)
    verdict = verify_page(mark, cells | {"trends": "evil()"}, trusted_keys())
    assert verdict.refused == {"trends": CHANGED}
    assert "setup" in verdict.run


def test_line_ends_of_another_system_are_no_change(build, district):
    build()
    mark, cells = mark_and_cells(district / TRENDS)
    assert (
        verify_page(mark, {k: v.replace("\n", "\r\n") for k, v in cells.items()}, trusted_keys()).refused
        == {}
    )


@pytest.mark.parametrize("name", ["page", "team", "school", "quarter", "level"])
def test_a_page_said_to_be_another_runs_nothing(build, district, name):
    build()
    mark, cells = mark_and_cells(district / TRENDS)
    for other in ("another", None, ["x"]):
        assert verify_page(mark | {name: other}, cells, trusted_keys()) == Verdict(trouble=ALTERED)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(JSON, JSON, JSON)
@settings(deadline=None)
def test_whatever_stands_for_a_signature_runs_nothing(key, runs, signature):
    mark = {"page": "1-analyze", "signed": {"key": key, "runs": runs, "signature": signature}}
    for trusted in ({}, {key: ""} if isinstance(key, str) else {}):
        verdict = verify_page(mark, {"setup": "x"}, trusted)
        assert verdict.run == ()
        assert verdict.trouble
    assert verify_page({"signed": key}, {}, {}).trouble


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_a_signed_text_runs_and_no_other(source, other):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from inquiry.build.notebook.assemble import lock
    from inquiry.build.notebook.nodes import make_code, make_notebook
    from inquiry.build.notebook.notebooks import notebook_bytes, parse_notebook, seal

    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    page = seal(make_notebook({"inquiry": {"page": "p"}}, [lock(make_code("c", source))]))
    mark = notebook_mark(parse_notebook(sign_page(notebook_bytes(page), key)))
    assert verify_page(mark, {"c": source}, {name_key(key)}).run == ("c",)
    if other.replace("\r\n", "\n") != source.replace("\r\n", "\n"):
        assert verify_page(mark, {"c": other}, {name_key(key)}).run == ()

"""The way in: the page with all teams, one address a team, and `inquiry lab`."""

import datetime as dt
import socket
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from inquiry.errors import UsageError
from inquiry.lab import start


def get(workbook, path):
    status, body, headers = workbook.browser.send("GET", path)
    return status, body.decode(), headers


def test_the_start_page_leads_to_every_team(workbook):
    status, body, headers = get(workbook, "/inquiry")
    page = BeautifulSoup(body, "html.parser")
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert page.html["lang"] == "en"
    assert {"Oak Elementary", "Elm Middle"} <= {each.text for each in page.find_all("h2")}
    links = {each["href"] for each in page.find_all("a")}
    assert "/inquiry/open/oak-grade-3?district=12345670000000" in links


def test_a_team_that_is_not_built_yet_is_no_link(workbook):
    workbook.file("0-start-here").unlink()
    page = BeautifulSoup(get(workbook, "/inquiry")[1], "html.parser")
    (entry,) = [each for each in page.find_all("li") if "Grade 3" in each.text and each.find("small")]
    assert entry.text == "Grade 3 (not built yet)"
    assert entry.find("a") is None
    links = {each["href"] for each in page.find_all("a")}
    assert "/inquiry/open/oak-principal?district=12345670000000" in links


def test_what_people_typed_into_the_lists_is_no_markup(workbook):
    teams = workbook.folder / "teams.csv"
    text = teams.read_text(encoding="utf-8").replace("Grade 3", "<script>alert(1)</script>")
    teams.write_text(text, encoding="utf-8", newline="\n")
    _, body, _ = get(workbook, "/inquiry")
    assert "<script" not in body
    assert "&lt;script&gt;" in body
    _, body, _ = get(workbook, "/inquiry/open/%3Cscript%3E")
    assert "<script" not in body


def test_a_teams_address_leads_to_its_page_of_the_quarter_in_a_workspace_of_the_browsers_own(workbook):
    folder = workbook.folder.name
    only = workbook.folder / "district.toml"
    only.write_text(only.read_text().replace("12345670000000", "76543210000000"), encoding="utf-8")
    schools = workbook.folder / "schools.csv"
    schools.write_text(schools.read_text().replace("1234567", "7654321"), encoding="utf-8", newline="\n")
    address = "/inquiry/open/oak-grade-3?district=76543210000000"
    status, _, headers = get(workbook, address)
    workspace = workbook.browser.cookies["inquiry-workspace"]
    page = f"{folder}/workbooks/2026-27-Q1/oak/oak-grade-3"
    assert (status, headers["Location"]) == (
        302,
        f"/doc/workspaces/{workspace}/tree/{page}/0-start-here.ipynb",
    )
    assert get(workbook, address)[2]["Location"] == headers["Location"]
    assert get(workbook, f"{address}&page=2-design")[2]["Location"].endswith("/2-design.ipynb")
    other = workbook.server.browser()
    other.send("GET", address)
    other.close()
    assert other.cookies["inquiry-workspace"] != workspace
    status, body, _ = get(workbook, f"{address}&page=nothing")
    assert (status, "no page" in body) == (404, True)
    workbook.file("0-start-here").unlink()
    status, body, _ = get(workbook, address)
    assert status == 404
    assert "not built yet" in body
    assert "inquiry build" in body


def test_an_unknown_team_leads_back_to_all_teams(workbook):
    status, body, _ = get(workbook, "/inquiry/open/nobody")
    assert status == 404
    assert "no team “nobody”" in body
    assert 'href="/inquiry"' in body


@pytest.fixture
def launched(monkeypatch):
    """What JupyterLab would be started with."""
    seen = []
    monkeypatch.setattr(start, "launch", lambda options: seen.append(options) or 0)
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    return seen


def run(folder, **asked):
    return start.run_lab(folder, start.Opening(**asked))


def test_lab_opens_the_workbooks_at_the_page_with_all_teams(built, launched):
    assert run(built, extra=["--allow-root"]) == 0
    (options,) = launched
    assert f"--ServerApp.root_dir={built / 'workbooks'}" in options
    assert "--LabApp.default_url=/inquiry" in options
    assert options[-1] == "--allow-root"
    assert not any("as_of" in each or "ip=" in each or "open_browser" in each for each in options)


def test_lab_opens_one_teams_page_as_of_a_day_on_a_port_without_a_browser(built, launched):
    run(built, team="oak-grade-3", as_of=dt.date(2026, 10, 1), port=9999, browser=False)
    (options,) = launched
    assert "--LabApp.default_url=/inquiry/open/oak-grade-3" in options
    assert {
        "--InquiryLab.as_of=2026-10-01",
        "--ServerApp.port=9999",
        "--ServerApp.open_browser=False",
    } <= set(options)


def test_lab_says_that_what_is_typed_on_pages_of_a_day_gone_by_is_saved_with_its_real_time(
    built, launched, capsys
):
    run(built, as_of=dt.date(2020, 10, 1))
    said = capsys.readouterr().err
    assert "as it stood on 2020-10-01" in said
    assert f"the time it really is ({dt.date.today().year}" in said  # noqa: DTZ011
    run(built, as_of=dt.date(2999, 10, 1))
    assert "The pages show 2999-10-01 as today." in capsys.readouterr().err


def test_lab_refuses_a_team_that_is_not_there_and_a_district_without_workbooks(built, launched, tmp_path):
    with pytest.raises(UsageError, match="no team “nobody”"):
        run(built, team="nobody")
    for name in ("district.toml", "schools.csv", "teams.csv", "members.csv"):
        (tmp_path / name).write_bytes((built / name).read_bytes())
    with pytest.raises(UsageError, match="inquiry build"):
        run(tmp_path)
    assert launched == []


def test_lab_refuses_a_network_folder_and_warns_of_a_synchronised_one(built, launched, monkeypatch, capsys):
    monkeypatch.setattr(start, "describe_risk", lambda path: SimpleNamespace(refuse=True))
    with pytest.raises(UsageError):
        run(built)
    monkeypatch.setattr(start, "describe_risk", lambda path: SimpleNamespace(refuse=False))
    assert run(built) == 0
    assert "Warning" in capsys.readouterr().err


def test_sharing_needs_a_password_and_says_what_it_opens(built, launched, monkeypatch, capsys):
    monkeypatch.setenv(start.PASSWORD, "short")
    with pytest.raises(UsageError, match="too short"):
        run(built, share=True)
    monkeypatch.setenv(start.PASSWORD, "long enough for a school")
    run(built, share=True, port=9998)
    (options,) = launched
    assert "--ServerApp.ip=0.0.0.0" in options
    assert any(each.startswith("--PasswordIdentityProvider.hashed_password=argon2:") for each in options)
    assert not any("long enough" in each for each in options)
    said = capsys.readouterr().err
    assert ":9998/inquiry/open/oak-grade-3" in said
    assert "not encrypted" in said


def test_sharing_without_a_terminal_and_without_a_password_is_refused(built, launched, monkeypatch, tmp_path):
    monkeypatch.delenv(start.PASSWORD, raising=False)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    with pytest.raises(UsageError, match="needs a password"):
        run(built, share=True)


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        assert start.find_port("127.0.0.1", port) != port

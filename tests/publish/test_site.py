"""The site as a whole: its pages, the ways between them, what is typed, what is old."""

import datetime as dt
import posixpath
import re

import pytest
from publish.conftest import DAY
from publish.making import (
    OLD_QUARTER,
    QUARTER,
    TEAMS,
    every_page,
    make_build,
    make_district,
    notebook,
    prose,
    simple_page,
    view,
)

from inquiry.build import lock_build
from inquiry.errors import BadInput, UsageError
from inquiry.publish import check_html, publish_district

TROUBLESOME = (
    "<script>alert(1)</script>",
    "O’Brien & O'Neill's \"team\"",
    "Peña Núñez",
    "فريق الصف السابع",
    "n" * 200,
    "{{ 7 * 7 }} {% raw %}",
    "-->]]>",
    "😀",
)


def steps(*states: str) -> str:
    phases = ("analyze", "design", "implement", "refine")
    items = "".join(f'<li class="{s}" data-phase="{p}">{p}</li>' for p, s in zip(phases, states, strict=True))
    return f'<ol class="progress">{items}</ol>'


def start_page(focus: str = "", *states: str):
    words = f'<p class="working-on"><bdi>{focus}</bdi></p>' if focus else ""
    return notebook(prose("# Start here"), view(words + (steps(*states) if states else "") or None))


def text_of(district, address):
    return (district / "site" / address).read_text(encoding="utf-8")


def addresses(district):
    site = district / "site"
    return sorted(page.relative_to(site).as_posix() for page in site.rglob("*.html"))


def test_every_team_school_and_quarter_has_its_page(district, publish):
    result = publish()
    assert f"{QUARTER}/oak/oak-g3/1-analyze.html" in result.files
    assert f"{QUARTER}/oak/index.html" in result.files
    assert f"{QUARTER}/district/index.html" in result.files
    assert f"{QUARTER}/index.html" in result.files
    assert "index.html" in result.files
    assert sorted(result.files) == addresses(district)
    assert result.is_whole


def test_every_page_passes_the_checks_and_every_link_resolves(district, publish):
    publish()
    known = addresses(district)
    for address in known:
        html = text_of(district, address)
        assert check_html(html, address, known) == []
        for target in re.findall(r'href="([^"#]+?)"', html.replace('href="data:,"', "")):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(address), target)) in known


def test_every_page_is_reached_from_the_first(district, publish):
    publish()
    seen, ahead = set(), ["index.html"]
    while ahead:
        here = ahead.pop()
        if here in seen:
            continue
        seen.add(here)
        links = re.findall(r'href="([^"#]+?\.html)"', text_of(district, here))
        ahead += [posixpath.normpath(posixpath.join(posixpath.dirname(here), each)) for each in links]
    assert sorted(seen) == addresses(district)


def test_a_page_leads_to_the_one_before_and_the_one_after(district, publish):
    publish()
    html = text_of(district, f"{QUARTER}/oak/oak-g3/1-analyze.html")
    assert '<a class="previous" rel="prev" href="0-start-here.html">← Start here</a>' in html
    assert '<a class="next" rel="next" href="2-design.html">Design →</a>' in html


def test_a_page_prints_its_day_what_is_withheld_and_where_its_data_is_named(page_of):
    html = page_of(notebook(prose("# Analyze\n\nText.")))
    assert 'As of <time datetime="2026-09-18">2026-09-18</time>.' in html
    assert "From which data the page was made stands at its end." in html
    assert "evidence on fewer than 11 students" in html


def test_the_same_input_gives_the_same_bytes(district, publish):
    publish()
    before = {address: text_of(district, address) for address in addresses(district)}
    publish()
    assert before == {address: text_of(district, address) for address in addresses(district)}


def test_an_unchanged_page_is_not_written_again(district, publish):
    publish()
    page = district / "site" / QUARTER / "oak/oak-g3/1-analyze.html"
    stamp = page.stat().st_mtime_ns
    publish()
    assert page.stat().st_mtime_ns == stamp


@pytest.mark.parametrize("name", TROUBLESOME)
def test_what_people_type_as_a_name_stays_text(tmp_path, name):
    teams = (*TEAMS[:3], ("oak-g3", "oak", "teacher", name, name, name))
    district = make_district(tmp_path / "d", name=name, teams=teams)
    page = notebook(prose("# Start here"), view(f'<p class="working-on"><bdi>{escape(name)}</bdi></p>'))
    pages = every_page(teams) | {("oak", "oak-principal", "0-start-here"): page}
    make_build(district, pages)
    assert publish_district(district, as_of=DAY).problems == ()
    for address in addresses(district):
        html = text_of(district, address)
        assert "<script" not in html
    assert escape(name) in text_of(district, f"{QUARTER}/oak/index.html")


def escape(text: str) -> str:
    from markupsafe import escape as escaped

    return str(escaped(text))


def test_a_failed_page_says_so_and_shows_no_traceback(district, publish):
    result = publish({("oak", "oak-g3", "2-design"): None})
    html = text_of(district, f"{QUARTER}/oak/oak-g3/2-design.html")
    assert "This page is not here yet." in html
    assert "Ask your coach" in html
    assert "secret traceback" not in html
    assert [each.page for each in result.not_shown] == [f"{QUARTER}/oak/oak-g3/2-design.html"]
    assert "Design<span" in text_of(district, f"{QUARTER}/oak/index.html")
    assert "(not here yet)" in text_of(district, f"{QUARTER}/oak/index.html")


def test_a_page_that_build_marked_as_failed_is_not_shown(district, publish):
    stand_in = simple_page("This page could not be built")
    stand_in["metadata"]["inquiry"]["failed"] = True
    publish({("oak", "oak-g3", "2-design"): stand_in})
    assert "This page is not here yet." in text_of(district, f"{QUARTER}/oak/oak-g3/2-design.html")


def test_a_corrupt_or_missing_page_stops_no_other(district, publish):
    make_build(district, every_page())
    folder = district / "build" / QUARTER / "oak/oak-g3"
    (folder / "1-analyze.ipynb").write_bytes(b"\xff\xfe{")
    (folder / "2-design.ipynb").unlink()
    result = publish_district(district, as_of=DAY)
    assert len(result.not_shown) == 2
    assert f"{QUARTER}/oak/oak-g3/0-start-here.html" in result.files


def test_pages_that_are_no_more_are_taken_out_and_old_quarters_stay(district, publish):
    make_build(district, every_page(), OLD_QUARTER)
    publish_district(district, OLD_QUARTER, as_of=DAY)
    publish({("oak", "oak-gone", "1-analyze"): simple_page("Analyze")})
    result = publish()
    assert result.removed == (f"{QUARTER}/oak/oak-gone/1-analyze.html",)
    assert not (district / "site" / QUARTER / "oak/oak-gone").exists()
    assert f"{OLD_QUARTER}/oak/oak-g3/1-analyze.html" in addresses(district)
    first = text_of(district, "index.html")
    assert f'href="{OLD_QUARTER}/index.html"' in first
    assert first.index(f"{QUARTER}/index.html") < first.index(f"{OLD_QUARTER}/index.html")


def test_publishing_an_old_quarter_leaves_the_newest_on_the_first_page(district, publish):
    publish({("oak", "oak-principal", "0-start-here"): start_page("Evidence in writing")})
    make_build(district, every_page(), OLD_QUARTER)
    assert publish_district(district, OLD_QUARTER, as_of=DAY).is_whole
    first = text_of(district, "index.html")
    assert f'href="{QUARTER}/oak/index.html"' in first
    assert f'href="{OLD_QUARTER}/index.html"' in first
    assert "Evidence in writing" in first


def test_a_newer_quarter_whose_build_is_gone_does_not_take_the_first_page(district, publish):
    publish()
    (district / "build" / QUARTER / "manifest.json").unlink()
    make_build(district, every_page(), OLD_QUARTER)
    assert publish_district(district, OLD_QUARTER, as_of=DAY).is_whole
    first = text_of(district, "index.html")
    assert f'href="{OLD_QUARTER}/oak/index.html"' in first
    assert f'href="{QUARTER}/index.html"' in first


def test_nothing_is_published_while_a_build_is_at_work(district, publish):
    publish()
    before = {address: text_of(district, address) for address in addresses(district)}
    with lock_build(district, QUARTER), pytest.raises(UsageError, match=r"being built.*Wait"):
        publish({("oak", "oak-g3", "1-analyze"): simple_page("Changed")})
    assert before == {address: text_of(district, address) for address in addresses(district)}
    assert publish().is_whole


def test_the_index_says_what_the_district_and_each_school_work_on(district, publish):
    publish(
        {
            ("district", "cabinet", "0-start-here"): start_page("Evidence &amp; argument"),
            ("oak", "oak-slt", "0-start-here"): start_page("The leadership team’s words"),
            ("oak", "oak-principal", "0-start-here"): start_page("The principal’s words"),
        }
    )
    first = text_of(district, "index.html")
    assert "Evidence &amp; argument" in first
    assert "The principal’s words" in first
    assert "The leadership team’s words" not in first
    assert "The leadership team’s words" in text_of(district, f"{QUARTER}/oak/index.html")


def test_a_schools_progress_is_told_in_words_that_name_no_team(district, publish):
    publish(
        {
            ("oak", "oak-principal", "0-start-here"): start_page("", "done", "now", "next", "next"),
            ("oak", "oak-slt", "0-start-here"): start_page("", "done", "done", "now", "next"),
            ("oak", "oak-g3", "0-start-here"): start_page("", "done", "next", "next", "next"),
        }
    )
    school = text_of(district, f"{QUARTER}/oak/index.html")
    assert "Analyze: done by all teams" in school
    assert "Design: begun by most teams" in school
    assert "Implement: begun by some teams" in school
    assert "Refine: to come" in school


def test_a_silent_team_is_counted_and_not_named(district, publish):
    begun = start_page("", "done", "now", "next", "next")
    publish({("oak", team, "0-start-here"): begun for team in ("oak-principal", "oak-slt")})
    assert "Analyze: begun by most teams" in text_of(district, f"{QUARTER}/oak/index.html")


@pytest.mark.parametrize("silent", ["oak", "rio"])
def test_no_silent_team_is_named_as_silent(district, publish, silent):
    """A school of one team, or whose teams have all been silent, shows no steps at all."""
    quiet = start_page("", "next", "next", "next", "next")
    publish({(school, team, "0-start-here"): quiet for team, school, *_ in TEAMS if school == silent})
    assert 'class="progress"' not in text_of(district, f"{QUARTER}/{silent}/index.html")


def test_nothing_of_a_page_that_is_not_shown_is_repeated_elsewhere(district, publish):
    bad = notebook(prose("# Start here"), view('<p class="working-on">SECRET</p><script></script>'))
    publish({("oak", "oak-principal", "0-start-here"): bad})
    assert not [a for a in addresses(district) if "SECRET" in text_of(district, a)]


def test_a_quarter_that_was_never_built_is_refused_in_words(district):
    with pytest.raises(UsageError, match=r"Nothing of quarter 2026-27-Q1 has been built yet"):
        publish_district(district, as_of=DAY)


def test_a_school_that_left_the_lists_is_still_readable(district, publish):
    make_build(district, every_page() | {("closed", "closed-g1", "1-analyze"): simple_page("Analyze")})
    result = publish_district(district, as_of=DAY)
    assert result.problems == ()
    assert "closed-g1" in text_of(district, f"{QUARTER}/closed/index.html")


def test_a_site_that_cannot_be_written_is_one_fault_in_words(district, publish):
    make_build(district, every_page())
    (district / "site").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(BadInput, match="a file where a folder should be") as refused:
        publish_district(district, as_of=DAY)
    assert len(refused.value.faults) == 1


def test_the_result_can_be_printed_as_json(publish):
    import json

    result = publish({("oak", "oak-g3", "2-design"): None})
    assert json.loads(json.dumps(result.to_json()))["not_shown"][0]["why"]


def test_the_day_printed_on_lists_is_the_one_asked_for(district, publish):
    publish(as_of=dt.date(2026, 10, 1))
    assert 'datetime="2026-10-01"' in text_of(district, "index.html")


TRIED = [f"tried-by-{what}" for what in ("school", "skill", "cause")]


def test_what_was_tried_here_is_reached_from_the_first_page_and_from_each_school(district, publish):
    publish({("district", "cabinet", page): simple_page(page) for page in TRIED})
    for address, up in (
        ("index.html", ""),
        (f"{QUARTER}/index.html", "../"),
        (f"{QUARTER}/rio/index.html", "../../"),
    ):
        links = re.findall(r'href="([^"]*tried-by-[^"]+)"', text_of(district, address))
        assert [*dict.fromkeys(links)] == [f"{up}{QUARTER}/district/cabinet/{page}.html" for page in TRIED], (
            address
        )


def test_a_site_without_those_pages_does_not_promise_them(district, publish):
    publish()
    assert "Tried here" not in text_of(district, "index.html") + text_of(
        district, f"{QUARTER}/oak/index.html"
    )

"""The first page answers: what the district tries to do, how far each school is, what moved, what needs help."""

import re

from publish.making import OLD_QUARTER, QUARTER, TEAMS, every_page, make_build, notebook, prose, view

from inquiry.publish import publish_district
from inquiry.publish.lists.a_to_z import letter_of, sort_key
from inquiry.publish.lists.facts import Facts, Figure, Share, Verdict
from inquiry.publish.lists.model import TeamSummary
from inquiry.publish.lists.overview import moves_of
from inquiry.publish.lists.pieces import Place
from inquiry.publish.lists.told import told_of


def figures(*rows: tuple[str, str, str, str]) -> str:
    """A priority table as the view makes it: indicator, color, change, way."""
    body = "".join(
        f'<tr><th scope="row">4</th><td>{name}</td><td>2025</td><td><span class="colour {color.lower()}">{color}'
        f'</span></td><td>Low: 5.0</td><td class="change {way}">{change}</td></tr>'
        for name, color, change, way in rows
    )
    return (
        '<table><caption>Where we stand</caption><thead><tr><th scope="col">a</th><th scope="col">b</th>'
        '<th scope="col">c</th><th scope="col">d</th><th scope="col">e</th><th scope="col">f</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def page(title: str, *faces: str):
    return notebook(prose(f"# {title}\n\nLook:"), *(view(face, f"view-{n}") for n, face in enumerate(faces)))


GOALS = (
    '<table><caption>Goals</caption><thead><tr><th scope="col">Goal</th><th scope="col">Schools</th></tr></thead>'
    '<tbody><tr><th scope="row" class="goal">Goal 1: <bdi>All argue</bdi></th><td>1</td></tr>'
    '<tr><th scope="row" class="goal">Goal 2: <bdi>All count &lt;b&gt;</bdi></th><td class="unserved">0</td></tr>'
    "</tbody></table>"
)
TRIED = (
    '<h3>Oak Elementary</h3><ul><li class="decided adopted in-2025-26-Q4"><strong>Old idea</strong></li>'
    '<li class="decided abandoned in-2026-27-Q1"><strong>Word walls</strong></li></ul>'
    '<h3>Río Middle School</h3><ul><li class="decided adopted in-2026-27-Q1"><strong>Talk mats</strong></li></ul>'
)
PAGES = {
    ("district", "cabinet", "coherence"): page("Coherence map", GOALS),
    ("district", "cabinet", "tried-by-school"): notebook(prose("# Tried\n\n## All\n\nLook:"), view(TRIED)),
    ("oak", "oak-principal", "1-analyze"): page(
        "Analyze",
        figures(
            ("Mathematics", "Red", "Declined: down 9.2", "worse"),
            ("Science", "Green", "Maintained: up 0.1", ""),
        ),
    ),
    ("oak", "oak-principal", "3-implement"): page(
        "Implement",
        '<p class="verdict better"><bdi>Writing</bdi>: A shift for the better.</p>'
        '<p class="verdict worse"><bdi>Reading</bdi>: A shift for the worse.</p>',
    ),
    ("oak", "oak-g3", "1-analyze"): page(
        "Analyze",
        '<dl class="answers"><div><dt>Skill</dt><dd class="skill">Close reading</dd></div>'
        '<div><dt>Cause</dt><dd class="cause">Ábaco before talk</dd></div></dl>',
    ),
}


def figure(indicator: str, by: str, way: str, much: bool = False) -> Figure:
    return Figure(indicator, "2025", "green", "Green", "Low", f"Moved: {by}", way, much)


def summary(*figures: Figure) -> TeamSummary:
    return TeamSummary("x", "x-principal", "principal", "Principal", facts=Facts(figures=figures))


def main_of(district, address):
    html = (district / "site" / address).read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", html[html.index("<main") : html.index("</main>")])


def words_of(district, address):
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(district, address)).split())


def test_the_first_page_says_what_the_district_tries_to_do_and_which_goal_waits(district, publish):
    assert publish(PAGES).is_whole
    said = words_of(district, "index.html")
    assert "1 of 2 goals are served by schools, 1 by none yet." in said
    assert "All argue Served by 1 school" in said
    assert "All count &lt;b&gt; No school serves it yet" in said
    assert "A goal that no school serves yet" in said


def test_schools_stand_side_by_side_with_the_states_colors_and_how_they_moved(district, publish):
    publish(PAGES)
    html = main_of(district, "index.html")
    row = html[html.index('class="data colors"') :]
    row = row[row.index(f'href="{QUARTER}/oak/index.html"') :]
    assert (
        '<span class="colour red">Red</span><br><small>down 9.2 <span class="verdict worse">worse</span>'
        in row
    )


def test_the_first_page_begins_with_four_answers_that_lead_to_their_parts(district, publish):
    publish(PAGES)
    html = main_of(district, "index.html")
    first = html[: html.index("<h2")]
    parts = re.findall(r'href="#([\w-]+)"', first)
    assert parts == ["goals", "schools", "moved", "help"]
    assert all(f'<h2 id="{part}"' in html for part in parts)
    said = words_of(district, "index.html")
    assert "The state’s results: 0 for the better and 1 for the worse." in said
    assert "1 goal without a school. 1 result is red." in said


def test_of_each_indicator_the_school_that_moved_furthest_is_named_with_direction_and_size():
    near, far, much = (Place(name, f"{name}.html") for name in ("Near", "Far", "Much"))
    schools = [
        (near, [summary(figure("Mathematics", "up 2.0", "better"), figure("Science", "down 9.0", "worse"))]),
        (far, [summary(figure("Mathematics", "up 9.0", "better"))]),
        (much, [summary(figure("Mathematics", "up 5.0", "better", much=True))]),
    ]
    better, worse = moves_of(schools)
    assert (better.count, worse.count) == (3, 1)
    assert [(each.place, each.figure.by) for each in better.furthest] == [(much, "up 5.0")]
    assert [(each.place, each.figure.indicator) for each in worse.furthest] == [(near, "Science")]


def test_what_needs_help_is_named_once_with_the_schools_that_share_it(district, publish):
    publish(PAGES)
    said = words_of(district, "index.html").partition("What needs help")[2].partition("What needs help")[2]
    assert "Red Mathematics: Oak Elementary down 9.2 worse" in said
    assert "Shifted for the worse: Reading : Oak Elementary" in said
    assert "Science" not in said
    assert said.partition("Look it up")[0].count("Río") == 0
    oak = words_of(district, f"{QUARTER}/oak/index.html").partition("What needs help")[2]
    assert "Red Mathematics 2025: Low: 5.0, down 9.2 worse Shifted for the worse: Reading" in oak


def test_what_moved_in_students_work_stands_with_its_school(district, publish):
    publish(PAGES)
    assert "Oak Elementary Shifted for the better: Writing Shifted for the worse: Reading" in words_of(
        district, "index.html"
    )
    assert "Shifted for the better: Writing" in words_of(district, f"{QUARTER}/oak/index.html")


def test_a_verdict_tells_where_it_stands_only_by_the_schools_own_told_share():
    verdicts = tuple(Verdict(what, "", "better", "A shift.") for what in ("Reading", "Writing"))
    shares = (Share("Reading", "school/x", "52%"), Share("Writing", "district", "60%"))
    team = TeamSummary("x", "x-principal", "principal", "P", facts=Facts(verdicts=verdicts, shares=shares))
    assert [each.what for each in told_of([team])] == [("Reading (now 52%)", "Writing")]


def test_the_latest_decisions_are_counted_and_each_school_has_its_own(district, publish):
    publish(PAGES)
    first = words_of(district, "index.html")
    assert "decided about in 2026-27-Q1: 1 abandoned, 1 adopted." in first
    oak = words_of(district, f"{QUARTER}/oak/index.html")
    assert "Abandoned: Word walls" in oak
    assert "Talk mats" not in oak
    assert "Old idea" not in oak


def test_a_page_begins_with_its_answer(district, publish):
    publish(PAGES)
    analyze = words_of(district, f"{QUARTER}/oak/oak-principal/1-analyze.html")
    assert analyze.index("Red Mathematics 2025: down 9.2 worse") < analyze.index("Look:")
    implement = words_of(district, f"{QUARTER}/oak/oak-principal/3-implement.html")
    assert implement.index("Shifted for the better: Writing") < implement.index("Look:")


def test_each_page_of_a_team_says_its_focus_and_the_page_that_has_it_says_it_once(district, publish):
    start = page("Start here", '<p class="working-on"><bdi>Talk first</bdi></p>')
    publish({("oak", "oak-g3", "0-start-here"): start})
    team = f"{QUARTER}/oak/oak-g3"
    assert "Working on: Talk first" in words_of(district, f"{team}/2-design.html")
    assert words_of(district, f"{team}/0-start-here.html").count("Talk first") == 1


def test_lists_from_a_to_z_lead_to_who_works_on_what(district, publish):
    publish(PAGES)
    causes = main_of(district, f"{QUARTER}/a-z-causes.html")
    assert '<a href="#letter-a">A</a>' in causes
    assert "<bdi>Ábaco before talk</bdi>" in causes
    assert 'href="oak/oak-g3/1-analyze.html"' in causes
    assert 'href="oak/oak-g3/1-analyze.html"' in main_of(district, f"{QUARTER}/a-z-skills.html")
    assert 'href="rio/index.html"' in main_of(district, f"{QUARTER}/a-z-schools.html")
    teams = words_of(district, f"{QUARTER}/a-z-teams.html")
    assert teams.index("English department") < teams.index("Grade 3") < teams.index("Superintendent")


def test_every_page_leads_to_the_lists_and_no_page_has_a_script(district, publish):
    publish(PAGES)
    for address in (path.relative_to(district / "site") for path in (district / "site").rglob("*.html")):
        html = (district / "site" / address).read_text(encoding="utf-8")
        assert f'{"../" * (len(address.parts) - 1)}{QUARTER}/a-z-schools.html"' in html
        assert "<script" not in html


def test_names_sort_without_accents_quotes_and_case():
    assert sorted(["zoo", "“Ábaco”", "bar"], key=sort_key) == ["“Ábaco”", "bar", "zoo"]
    assert [letter_of(name) for name in ("Ñandú", "😀", "", "9th", "ß")] == [
        "n",
        "other",
        "other",
        "other",
        "s",
    ]


def test_the_week_of_the_quarter_is_told_and_that_it_is_over(district, publish):
    publish(PAGES)
    assert "Week 6 of 10." in words_of(district, "index.html")
    make_build(district, every_page(), OLD_QUARTER)
    import datetime as dt

    publish_district(district, OLD_QUARTER, as_of=dt.date(2026, 9, 18))
    assert "The quarter is over." in words_of(district, f"{OLD_QUARTER}/index.html")


def test_two_teams_of_one_name_are_told_apart(tmp_path):
    import datetime as dt

    from publish.making import make_district

    teams = (*TEAMS, ("oak-g3b", "oak", "teacher", "Grade 3", "3", ""))
    district = make_district(tmp_path / "d", teams=teams)
    make_build(district, every_page(teams))
    assert publish_district(district, as_of=dt.date(2026, 9, 18)).is_whole
    titles = [
        re.search("<title>(.*)</title>", path.read_text(encoding="utf-8")).group(1)
        for path in (district / "site" / QUARTER).rglob("*.html")
    ]
    assert len(titles) == len(set(titles))
    assert "Grade 3 (oak-g3b)" in words_of(district, f"{QUARTER}/oak/index.html")

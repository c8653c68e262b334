"""Every answer stands in exactly the editions that are meant to have it, and every edition is whole."""

import json
import shutil

import pytest
from conftest import inquiry_here
from publish.making import QUARTER, TEAMS, make_build, notebook, prose, view
from publish.planted import ABOVE, DAY, PLANTED_TEAMS, make_planted_district, planted

from inquiry.cycle import load_cycle
from inquiry.errors import UsageError
from inquiry.publish import find_older, publish_editions
from inquiry.publish.editions import AS_STAFF
from inquiry.publish.guard.spoken import LEAST_WORDS, words_of

SCHOOL_OF = {team: school for team, school, *_ in PLANTED_TEAMS}
LEVEL_OF = {team: level for team, _, level, *_ in PLANTED_TEAMS}
FOLDERS = {
    "site": ("staff", "", SCHOOL_OF),
    **{f"editions/team/{team}": ("team", team, [team]) for team in SCHOOL_OF},
    "editions/chain/oak": ("chain", "oak", [t for t, s in SCHOOL_OF.items() if s == "oak"]),
    "editions/chain/rio": ("chain", "rio", [t for t, s in SCHOOL_OF.items() if s == "rio"]),
    "editions/chain/district": ("chain", "district", SCHOOL_OF),
}
READERS = {"oak": {"oak-slt", "oak-principal", "cabinet"}, "rio": {"cabinet"}, "district": {"cabinet"}}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The planted district with every edition made: its folder, and the results by folder."""
    folder = make_planted_district(tmp_path_factory.mktemp("planted") / "district")
    results = [
        result
        for face in ("staff", "team", "chain")
        for result in publish_editions(folder, face=face, as_of=DAY)
    ]
    return folder, {result.folder: result for result in results}


@pytest.fixture(scope="module")
def words(published):
    """The words of each edition, as one text."""
    folder, results = published
    return {
        name: " ".join(page.read_text(encoding="utf-8") for page in sorted((folder / name).rglob("*.html")))
        for name in results
    }


def gives(form, owner):
    """The teams that give an owner's answer, by hand."""
    asked = [team for team, level in LEVEL_OF.items() if level in form.levels]
    return [
        team
        for team in asked
        if owner
        in {"person": [f"p-{team}"], "team": [team], "school": [SCHOOL_OF[team]], "district": ["district"]}[
            form.scope
        ]
    ]


def belongs(form, field, owner, folder):
    """Whether the pages of a folder should have an answer: the rules in words of their own."""
    face, whose, teams = FOLDERS[folder]
    there = [team for team in gives(form, owner) if team in teams and field.asked_at(LEVEL_OF[team])]
    audience = field.audience or form.audience
    if form.anonymous or not there or audience == "self":
        return False
    if face == "team":
        return True
    if form.scope == "person" or audience == "team":
        return False
    if audience == "staff":
        return form.audience == "staff"
    # Those above, where all readers of the folder are above the page's team, or are it.
    return (
        face == "chain"
        and form.id not in {"evidence", "readings"}
        and any(READERS[whose] <= ABOVE[team] | {team} for team in there)
    )


def test_every_planted_answer_stands_in_exactly_the_editions_meant_for_it(words):
    forms = load_cycle().forms
    wrong = []
    for places, _ in planted():
        for (owner, form_id, field_id), text in places:
            form = forms[form_id]
            for folder in FOLDERS:
                found = text in words[folder]
                if found != belongs(form, form.field(field_id), owner, folder):
                    wrong.append((folder, owner, form_id, field_id, "is there" if found else "is missing"))
    assert wrong == []


def test_the_planted_answers_differ_and_are_long_enough_to_be_looked_for():
    texts = [text for places, _ in planted() for _, text in places]
    assert len(texts) > 500
    assert len(set(texts)) == len(texts)
    assert min(len(words_of(text)) for text in texts) >= LEAST_WORDS


def test_there_is_one_edition_for_each_reader_and_all_of_it_passes(published):
    _, results = published
    assert set(results) == set(FOLDERS)
    assert [(name, result.problems) for name, result in results.items() if not result.is_whole] == []


def test_each_page_says_for_whom_it_is_and_that_it_is_not_passed_on(published):
    folder, results = published
    for name, result in results.items():
        whom = {"staff": "staff of the district", "team": "alone", "chain": "those who lead here alone"}[
            FOLDERS[name][0]
        ]
        for address in result.files:
            html = (folder / name / address).read_text(encoding="utf-8")
            assert whom in html, (name, address)
            assert "not pass it on" in html, (name, address)


def test_every_link_of_an_edition_stays_in_its_folder(published):
    folder, results = published
    for name, result in results.items():
        there = {page.relative_to(folder / name).as_posix() for page in (folder / name).rglob("*.html")}
        assert there == set(result.files)
        assert "index.html" in there


def test_the_team_sees_small_groups_and_others_read_that_they_are_withheld(published):
    folder, _ = published
    address = f"{QUARTER}/oak/oak-g3/1-analyze.html"
    own, above = (folder / f"editions/{place}" / address for place in ("team/oak-g3", "chain/oak"))
    assert "<strong>Small groups</strong> are shown" in own.read_text(encoding="utf-8")
    assert "<strong>Withheld:</strong>" not in own.read_text(encoding="utf-8")
    assert "<strong>Withheld:</strong>" in above.read_text(encoding="utf-8")


@pytest.fixture
def little(tmp_path):
    """A district of simple pages whose faces say for whom they are."""
    from publish.making import make_district

    folder = make_district(tmp_path / "district")

    def build(*teams, quarter=QUARTER, page=None):
        chosen = [each for each in TEAMS if not teams or each[0] in teams]
        pages = {(school, team, "1-analyze"): page or _page(team) for team, school, *_ in chosen}
        make_build(folder, pages, quarter)
        return folder

    return build


def _page(team):
    return notebook(
        prose("# Analyze\n\n## Look"), view(f"<p>For staff about {team}</p>", team=f"<p>Of {team}</p>")
    )


def _publish(folder, face, **more):
    return {each.folder: each for each in publish_editions(folder, face=face, as_of=DAY, **more)}


def test_a_school_or_a_team_narrows_what_is_made(little):
    folder = little()
    assert list(_publish(folder, "team", schools=["rio"])) == ["editions/team/rio-ela"]
    assert list(_publish(folder, "chain", teams=["oak-g3"])) == ["editions/chain/oak"]
    assert not (folder / "editions/team/oak-g3").exists()


@pytest.mark.parametrize(
    ("face", "more", "said"),
    [
        ("team", {"teams": ["../../etc"]}, "There is no team"),
        ("team", {"teams": ["oak-g9"]}, "Did you mean"),
        ("chain", {"schools": ["site"]}, "There is no school"),
        ("team", {"teams": ["rio-ela"]}, "Nothing of rio-ela has been built"),
        ("chain", {"schools": ["rio"]}, "Nothing of rio has been built"),
        ("staff", {"schools": ["oak"]}, "made whole"),
        ("nobody", {}, "no readers “nobody”"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_touched(little, face, more, said):
    folder = little("oak-g3")
    with pytest.raises(UsageError, match=said):
        _publish(folder, face, **more)
    assert not (folder / "editions").exists()
    assert not (folder / "site").exists()


def test_a_team_without_pages_has_no_edition(little):
    assert list(_publish(little("oak-g3"), "team")) == ["editions/team/oak-g3"]


def test_the_edition_of_a_team_that_the_lists_no_longer_have_is_taken_away(little):
    folder = little()
    _publish(folder, "team")
    lines = (folder / "teams.csv").read_text(encoding="utf-8").splitlines()
    (folder / "teams.csv").write_text(
        "\n".join(line for line in lines if "oak-g3" not in line), encoding="utf-8"
    )
    results = _publish(little(), "team")
    assert "editions/team/oak-g3" in results
    assert results["editions/team/oak-g3"].removed
    assert not (folder / "editions/team/oak-g3").exists()
    assert (folder / "editions/team/oak-slt/index.html").exists()


def test_publishing_again_makes_nothing_and_repairs_what_was_lost(little):
    folder = little()
    _publish(folder, "team", teams=["oak-g3"])
    page = folder / f"editions/team/oak-g3/{QUARTER}/oak/oak-g3/1-analyze.html"
    before = page.read_bytes()
    assert _publish(folder, "team", teams=["oak-g3"])["editions/team/oak-g3"].made == ()
    page.unlink()
    stray = page.with_name("9-old.html")
    stray.write_text("an old page", encoding="utf-8")
    again = _publish(folder, "team", teams=["oak-g3"])["editions/team/oak-g3"]
    assert page.read_bytes() == before
    assert [each.rpartition("/")[2] for each in again.removed] == ["9-old.html"]


def test_who_may_read_what_counts_among_what_a_page_is_made_of(little):
    folder = little()
    _publish(folder, "chain", schools=["oak"])
    teams = (folder / "teams.csv").read_text(encoding="utf-8")
    (folder / "teams.csv").write_text(f"{teams}oak-g5,oak,teacher,Grade 5,5,\n", encoding="utf-8")
    assert _publish(folder, "chain", schools=["oak"])["editions/chain/oak"].made


def test_the_leadership_team_reads_its_principals_pages_as_all_staff_do(published):
    folder, _ = published
    in_school = folder / f"editions/chain/oak/{QUARTER}/oak/oak-principal/1-analyze.html"
    in_district = folder / f"editions/chain/district/{QUARTER}/oak/oak-principal/1-analyze.html"
    staff = folder / f"site/{QUARTER}/oak/oak-principal/1-analyze.html"
    read = [
        page.read_text(encoding="utf-8").count("plum oak kite jade")
        for page in (in_school, in_district, staff)
    ]
    assert read[0] == read[2] < read[1]
    shown = [AS_STAFF in page.read_text(encoding="utf-8") for page in (in_school, in_district, staff)]
    assert shown == [True, False, False]


def test_pages_of_a_failed_build_and_a_team_gone_meanwhile_are_as_on_the_site(little):
    folder = little()
    manifest = json.loads((folder / f"build/{QUARTER}/manifest.json").read_text(encoding="utf-8"))
    assert manifest
    lines = (folder / "teams.csv").read_text(encoding="utf-8").splitlines()
    (folder / "teams.csv").write_text(
        "\n".join(line for line in lines if "oak-g3" not in line), encoding="utf-8"
    )
    result = _publish(folder, "chain", schools=["district"])["editions/chain/district"]
    html = (folder / f"editions/chain/district/{QUARTER}/oak/oak-g3/1-analyze.html").read_text(
        encoding="utf-8"
    )
    assert result.is_whole
    assert "For staff about oak-g3" in html


def test_old_quarters_of_an_edition_stay(little):
    folder = little("oak-g3", quarter="2025-26-Q4")
    publish_editions(folder, "2025-26-Q4", face="team", as_of=DAY)
    _publish(little("oak-g3"), "team")
    assert (folder / "editions/team/oak-g3/2025-26-Q4/index.html").is_file()
    first = (folder / "editions/team/oak-g3/index.html").read_text(encoding="utf-8")
    assert "2025-26-Q4/index.html" in first
    shutil.rmtree(folder / "editions")


def told_older(folder):
    return [(each.folders, each.renew) for each in find_older(folder, QUARTER, DAY)]


def test_an_edition_that_shows_older_pages_is_named_with_what_renews_it(little):
    folder = little()
    assert told_older(folder) == []
    _publish(folder, "team", teams=["oak-g3", "rio-ela"])
    _publish(folder, "chain")
    assert told_older(folder) == []
    changed = notebook(prose("# Analyze\n\n## Look"), view("<p>For staff, later</p>"))
    pages = {(school, team, "1-analyze"): _page(team) for team, school, *_ in TEAMS}
    make_build(folder, pages | {("oak", "oak-g3", "1-analyze"): changed})
    assert told_older(folder) == [
        (("editions/team/oak-g3",), "publish --for team --team oak-g3"),
        (("editions/chain/district", "editions/chain/oak"), "publish --for chain"),
    ]
    _publish(folder, "team", teams=["oak-g3"])
    assert [renew for _, renew in told_older(folder)] == ["publish --for chain"]


def test_other_readers_and_a_team_gone_make_an_edition_older(little):
    folder = little()
    _publish(folder, "team")
    lines = (folder / "teams.csv").read_text(encoding="utf-8").splitlines()
    (folder / "teams.csv").write_text(
        "\n".join(line for line in lines if "oak-g3" not in line), encoding="utf-8"
    )
    ((folders, renew),) = told_older(folder)
    assert "editions/team/oak-g3" in folders
    assert renew == "publish --for team"


def test_the_command_names_each_edition_and_ends_with_a_status(little):
    def run(*words):
        return inquiry_here("-d", folder, "publish", "--as-of", "2026-09-18", *words)

    folder = little()
    made = run("--for", "chain", "--school", "oak", "--team", "rio-ela")
    assert made.returncode == 0
    assert made.stdout.split() == [
        str(folder / f"editions/chain/{each}/index.html") for each in ("oak", "rio")
    ]
    unknown = run("--for", "team", "--team", "../oak")
    assert unknown.returncode == 2
    assert "There is no team “../oak”" in unknown.stderr
    folder = little("oak-g3", page=notebook(prose("# A"), view('<p id="form-norms">x</p>')))
    leaking = run("--for", "chain", "--school", "oak")
    assert leaking.returncode == 1
    assert "the form “norms”" in leaking.stderr

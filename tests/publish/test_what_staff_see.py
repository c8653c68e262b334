"""Only the prose of our own cells and the staff faces reach the site."""

import base64
import json

import pytest
from publish.making import code, make_png, notebook, png_address, prose, view

NOT_HERE = "This page is not here yet."


def test_a_staff_face_and_the_prose_around_it_are_published(page_of):
    html = page_of(
        notebook(prose("# Analyze\n\n## Gaps\n\nThe largest first:"), view("<p>Reading is behind.</p>"))
    )
    assert "<h1>Analyze" in html
    assert "The largest first:" in html
    assert "Reading is behind." in html


@pytest.mark.parametrize(
    "cell",
    [
        view("<p>SECRET forged</p>", kind=None),
        view("<p>SECRET forged</p>", kind="team"),
        view("<p>SECRET of an open cell</p>", kind="open"),
        view(None, team="<p>SECRET team face</p>"),
        prose("SECRET note of the team", kind="team"),
        prose("SECRET of an open cell", kind="open"),
        prose("SECRET for the team", audience="team"),
        {"cell_type": "markdown", "id": "x", "metadata": {}, "source": "SECRET without a kind"},
        {
            "cell_type": "raw",
            "id": "x",
            "metadata": {"inquiry": {"kind": "locked"}},
            "source": "<p>SECRET raw</p>",
        },
        code([{"output_type": "stream", "name": "stdout", "text": "SECRET print"}]),
        code([{"output_type": "error", "ename": "E", "evalue": "SECRET", "traceback": ["SECRET"]}]),
        code([{"output_type": "display_data", "metadata": {}, "data": {"image/png": "U0VDUkVU"}}]),
    ],
    ids=lambda cell: str(cell["metadata"]) + cell["cell_type"],
)
def test_nothing_else_of_a_page_is_published(page_of, cell):
    html = page_of(notebook(prose("# Analyze"), view("<p>Seen.</p>"), cell))
    assert "Seen." in html
    assert "SECRET" not in html
    assert "U0VDUkVU" not in html
    assert "secret_source" not in html


def test_a_forged_face_in_the_teams_workbook_is_never_read(district, publish):
    workbook = district / "workbooks/2026-27-Q1/oak/oak-g3/1-analyze.ipynb"
    workbook.parent.mkdir(parents=True)
    workbook.write_text(json.dumps(notebook(view("<p>SECRET forged</p>"))), encoding="utf-8")
    publish()
    assert not [page for page in site_pages(district) if "SECRET" in page.read_text(encoding="utf-8")]


def test_a_page_altered_after_it_was_built_is_not_shown(district, publish):
    publish()
    pristine = district / "build/2026-27-Q1/oak/oak-g3/1-analyze.ipynb"
    pristine.write_text(json.dumps(notebook(view("<p>SECRET forged</p>"))), encoding="utf-8")
    from publish.conftest import DAY

    from inquiry.publish import publish_district

    result = publish_district(district, as_of=DAY)
    html = (district / "site/2026-27-Q1/oak/oak-g3/1-analyze.html").read_text(encoding="utf-8")
    assert [each.page for each in result.not_shown] == ["2026-27-Q1/oak/oak-g3/1-analyze.html"]
    assert NOT_HERE in html
    assert "SECRET" not in html


@pytest.mark.parametrize(
    "face",
    [
        "<p>SECRET</p><script>alert(1)</script>",
        "<p>SECRET</p><style>p{color:red}</style>",
        "<p>SECRET</p><iframe src='x.html'></iframe>",
        "<p onclick='alert(1)'>SECRET</p>",
        "<p style='background:url(//x.example)'>SECRET</p>",
        "<p>SECRET</p><img src='https://x.example/a.png' alt='Chart of A'>",
        "<p>SECRET</p><img src='chart.png' alt='Chart of A'>",
        "<p>SECRET</p><img src='data:image/svg+xml;base64,PHN2Zy8+' alt='Chart of A'>",
        "<p>SECRET</p><img src='data:image/png;base64,PHNjcmlwdD4=' alt='Chart of A'>",
        "<p>SECRET</p><a href='https://x.example/'>Elsewhere</a>",
        "<p>SECRET</p><a href='//x.example/'>Elsewhere</a>",
        "<p>SECRET</p><a href='javascript:alert(1)'>Run</a>",
        "<p>SECRET</p><a href='&#106;avascript:alert(1)'>Run</a>",
        "<p>SECRET</p><a href='java\nscript:alert(1)'>Run</a>",
        "<p>SECRET</p><a href='9-nowhere.html'>A page that is not there</a>",
        "<p>SECRET</p><svg><script>alert(1)</script></svg>",
        "<p>SECRET</p><form><input></form>",
        "<p>SECRET</p><!-- a comment -->",
        "<p>SECRET</p><![CDATA[x]]>",
        "<p>SECRET",
        "<p>SECRET</div>",
        "<p>SECRET</p><h3>Too deep without a section</h3>",
        "<p>SECRET</p><table><tr><td>no caption</td></tr></table>",
    ],
)
def test_a_face_that_breaks_a_rule_keeps_its_whole_page_off_the_site(district, publish, face):
    page = notebook(prose("# Analyze"), view("<p>Fine.</p>"), view(face, cell="bad"))
    result = publish({("oak", "oak-g3", "1-analyze"): page}, only="oak-g3")
    html = (district / "site/2026-27-Q1/oak/oak-g3/1-analyze.html").read_text(encoding="utf-8")
    assert NOT_HERE in html
    assert "SECRET" not in html
    assert "Fine." not in html
    assert {each.page for each in result.problems} == {"2026-27-Q1/oak/oak-g3/1-analyze.html"}
    assert all(each.element and each.rule and each.cure for each in result.problems)


def test_a_problem_names_the_cell_it_came_from(publish):
    page = notebook(prose("# Analyze"), view("<script>1</script>", cell="gaps"))
    result = publish({("oak", "oak-g3", "1-analyze"): page})
    assert {each.cell for each in result.problems} == {"gaps"}
    assert "cell gaps" in str(result.problems[0])


def test_markup_in_our_own_prose_is_held_to_the_same_list(page_of):
    html = page_of(notebook(prose("# Analyze\n\nSECRET <script>alert(1)</script>"), view("<p>Seen.</p>")))
    assert NOT_HERE in html
    assert "SECRET" not in html


def test_an_outside_address_in_our_prose_stands_as_text(page_of):
    html = page_of(
        notebook(prose("# Analyze\n\nSee [the state](https://x.example/a) and https://y.example."))
    )
    assert "the state (https://x.example/a)" in html
    assert 'href="https' not in html


def test_a_link_to_another_page_of_the_workbook_leads_to_the_sites_page(page_of):
    html = page_of(notebook(prose("# Analyze\n\nThen [design](2-design.ipynb) it.")))
    assert '<a href="2-design.html">design</a>' in html


def test_prose_that_introduces_only_what_staff_do_not_see_is_left_out(page_of):
    html = page_of(
        notebook(
            prose("# Analyze\n\n## Gaps\n\nLook:"),
            view("<p>Seen.</p>"),
            prose("## Write\n\nFill in the form below:"),
            view(None),
            prose("## Limits\n\nOne year old."),
        )
    )
    assert "Fill in" not in html
    assert ">Write</h2>" not in html
    assert "One year old." in html


def test_a_page_without_anything_for_staff_says_no_more_than_that(page_of):
    html = page_of(notebook(prose("# Analyze\n\n## Yours\n\nWrite:"), view(None)))
    assert "This page has nothing that is meant for all staff." in html


def test_a_title_is_the_first_heading_and_stands_once(page_of):
    html = page_of(notebook(prose("# Analyze *closely*\n\nWhy."), view("<p>Seen.</p>")))
    assert html.count("<h1>") == 1
    assert "<h1>Analyze closely <span" in html


def test_sections_are_listed_at_the_top_when_there_are_several(page_of):
    html = page_of(notebook(prose("# Analyze\n\n## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc")))
    assert '<a href="#part-2">Two</a>' in html
    assert '<h2 id="part-2">Two</h2>' in html


def test_hidden_notes_in_an_image_are_taken_out(page_of):
    png = make_png(note=b"SECRET student name")
    face = f'<figure class="chart"><img src="{png_address(png)}" alt="Reading rises from 3 to 5"></figure>'
    face += '<table><caption>Reading</caption><tr><th scope="col">Year</th></tr><tr><th scope="row">1</th></tr></table>'
    html = page_of(notebook(prose("# Analyze"), view(face)))
    published = html.split('src="data:image/png;base64,')[1].split('"')[0]
    assert base64.b64decode(published) == make_png()
    assert 'width="320" height="160"' in html


def test_a_table_scrolls_by_itself_and_by_keyboard(page_of):
    table = '<table><caption>Gaps</caption><tr><th scope="col">Group</th></tr><tr><td>All</td></tr></table>'
    html = page_of(notebook(prose("# Analyze"), view(table)))
    assert '<div class="scroll" role="group" aria-label="Gaps" tabindex="0"><table>' in html


def test_text_is_escaped_as_it_was_meant(page_of):
    html = page_of(notebook(prose("# Analyze"), view("<p>3 &lt; 5 &amp; &#x3C;script&#x3E;</p>")))
    assert "<p>3 &lt; 5 &amp; &lt;script&gt;</p>" in html


def site_pages(district):
    return sorted((district / "site").rglob("*.html"))

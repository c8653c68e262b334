"""One page, whole, as it was looked at and found good."""

import re

from publish.making import notebook, prose, view
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

PAGE = notebook(
    prose("# Analyze\n\nThe evidence first.\n\n## Gaps\n\nThe largest first:"),
    view(
        '<p class="lead">English learners are furthest from the standard.</p>'
        '<table class="data"><caption>Reading, 2025</caption><thead><tr><th scope="col">Group</th>'
        '<th scope="col">Points</th></tr></thead><tbody><tr><th scope="row">English learners</th>'
        '<td class="num">−48.2</td></tr><tr><th scope="row">Foster</th><td class="withheld">withheld</td></tr>'
        "</tbody></table>"
    ),
    prose("## Yours\n\nWrite here:"),
    view(None),
    data=["eladownload2025.txt"],
)


class Html(SingleFileSnapshotExtension):
    file_extension = "html"
    _write_mode = WriteMode.TEXT


def test_a_page_is_as_it_was(page_of, snapshot):
    html = re.sub(r"<style>.*?</style>", "<style>…</style>", page_of(PAGE), flags=re.DOTALL)
    html = re.sub(r"sha256-[^&']+", "sha256-…", html)
    assert html == snapshot.use_extension(Html)

"""The example district's site is whole; what must not be in it: test_taken_apart.py."""

import json

import pytest
from conftest import QUARTER

pytestmark = pytest.mark.xdist_group("example")


def test_every_page_that_was_built_is_on_the_site(example_build):
    built = json.loads(example_build.output)["pages"]
    assert built
    for page in built:
        address = f"{QUARTER}/{page['school']}/{page['team']}/{page['page']}.html"
        assert (example_build.folder / "site" / address).is_file()

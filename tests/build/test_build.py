"""A district's quarter, built: what is made, what is left alone, and what a trouble costs."""

from __future__ import annotations

from pathlib import Path

from build.conftest import Build


def test_every_page_of_every_team_is_made(build: Build, district: Path) -> None:
    import time
    t=time.time()
    result = build()
    print(time.time()-t)
    print(result.to_json(), [str(f) for f in result.faults])
    print((district / result.pages[0].file).read_text())
    t=time.time()
    print([p.state for p in build().pages], time.time()-t)
    assert 0

"""9: the workbook in JupyterLab: pages live the moment they open, answers saved by the server.

ask.py         what a browser asks, parsed; what it is refused, in plain words
places.py      which page of which team a path is
known.py       what the server keeps of a district between two requests
desk.py        a page's desk for the server: the record as it is now
opening.py     what a page may run, and what it shows around itself
saving.py      what people type, checked and handed to the record
together.py    saves that come at the same time, written in one step
telling.py     what others changed; a row's history
lines.py, order.py, merge.py   a team's own cells, changed in two places at once
notes.py       those cells, put together in the file
start_page.py  the page that leads to every team's pages
clean_save.py  what must not stay in a page that is saved
handlers.py    the addresses: parse, call, answer
extension.py   the server extension
start.py       `inquiry lab`
warm_kernels/  a page's kernel, forked from a process that has everything loaded
"""

from __future__ import annotations


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Where a Jupyter server finds the extension."""
    return [{"module": "inquiry.lab.extension"}]

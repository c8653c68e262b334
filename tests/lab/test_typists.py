"""Twenty people type at once, each in a browser of their own: what was acknowledged is there."""

import os
import random
import statistics
import threading
import time

from lab.conftest import answer

from inquiry.record import RECORD_FILE, open_record

TYPISTS = 20
SECONDS = float(os.environ.get("INQUIRY_SECONDS", "4"))  # minutes, where one wants to know
PAUSE = (0.2, 1.0)  # seconds between two saves: a quick typist's page sends every two to four


class Typist(threading.Thread):
    """Goes on with one row of a form, and in a second one that everybody writes in; keeps what was acknowledged."""

    def __init__(self, workbook, number: int) -> None:
        super().__init__()
        self.browser, self.path = workbook.server.browser(), workbook.path()
        self.number, self.dice = number, random.Random(number)
        self.acknowledged: dict[str, str] = {}
        self.waits: list[float] = []
        self.trouble: list[object] = []

    def run(self) -> None:
        base, end = None, time.monotonic() + SECONDS
        while time.monotonic() < end:
            words = f"typist {self.number}, save {len(self.waits)}"
            row = "shared" if self.dice.random() < 0.2 else f"own-{self.number}"
            given = answer(row=row, values={"noticed": words}, base=base if row != "shared" else None)
            began = time.monotonic()
            status, said = self.browser.post("save", path=self.path, author="ana", answers=[given])
            self.waits.append(time.monotonic() - began)
            if status != 200 or said["results"][0]["state"] == "refused":
                self.trouble.append(said)
                continue
            self.acknowledged[given["id"]] = words
            base = given["id"] if row != "shared" else base
            time.sleep(self.dice.uniform(*PAUSE))
        self.browser.close()


def test_every_acknowledged_answer_of_twenty_typists_is_in_the_record(workbook):
    typists = [Typist(workbook, number) for number in range(TYPISTS)]
    for typist in typists:
        typist.start()
    for typist in typists:
        typist.join()
    assert not [trouble for typist in typists for trouble in typist.trouble]
    with open_record(workbook.folder / RECORD_FILE, read_only=True) as record:
        kept = {each.answer.id: each.answer.values for each in record.history("oak-grade-3", "noticings")}
    said = {answer_id: words for typist in typists for answer_id, words in typist.acknowledged.items()}
    lost = [
        words
        for answer_id, words in said.items()
        if words
        not in {kept.get(answer_id, {}).get("noticed"), kept.get(f"{answer_id}.aside", {}).get("noticed")}
    ]
    assert not lost
    waits = sorted(wait for typist in typists for wait in typist.waits)
    print(
        f"{TYPISTS} typists, {SECONDS:.0f} s: {len(said)} acknowledged, {len(lost)} lost; "
        f"median {statistics.median(waits) * 1000:.0f} ms, 99th percentile {waits[len(waits) * 99 // 100] * 1000:.0f} ms, "
        f"slowest {waits[-1] * 1000:.0f} ms"
    )

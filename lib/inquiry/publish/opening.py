"""A quarter opened to be published: its site, the editions of it, what their pages are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from inquiry.build import read_manifest
from inquiry.cycle import read_cycle
from inquiry.district import District
from inquiry.errors import BadInput, UsageError
from inquiry.publish.editions import Edition
from inquiry.publish.guard.audit import digest_readers
from inquiry.publish.guard.disclosed import digest_withheld
from inquiry.publish.keeping.makers import digest_page
from inquiry.publish.keeping.memory import Memory, read_memory
from inquiry.publish.keeping.shelf import quarters_on_site
from inquiry.publish.site import Site
from inquiry.record import RECORD_FILE, open_record


def not_built(quarter: str) -> UsageError:
    """What is said of a quarter that has no pages yet."""
    return UsageError(f"Nothing of quarter {quarter} has been built yet. Run `inquiry build` first.")


def open_site(district: District, quarter: str, as_of: dt.date) -> Site:
    """The site of a quarter; `UsageError` where nothing of it was built, `BadInput` for faulty questions."""
    manifest = read_manifest(district.folder, quarter)
    if not manifest.pages:
        raise not_built(quarter)
    questions = read_cycle()
    if questions.value is None:
        raise BadInput(questions.faults)
    return Site(district, questions.value, manifest, as_of)


def open_edition(every: Site, edition: Edition) -> Site:
    """The site of one edition: what it has of the manifest, and the quarters in its own folder."""
    pages = tuple(page for page in every.manifest.pages if edition.has(page))
    there = quarters_on_site(every.district.folder, edition.folder)
    others = tuple(each for each in there if each != every.quarter)
    return replace(
        every, manifest=replace(every.manifest, pages=pages), other_quarters=others, edition=edition
    )


def makers_of(site: Site) -> str:
    """The digest of what has a hand in every page of an edition: our code, the rules, who reads."""
    who = digest_readers(site.district, site.cycle, site.edition)
    return digest_page(site.shared.makers, digest_withheld(site.district.folder, site.quarter), who)


def made_from(site: Site) -> str:
    """The digest of the pages of the build that an edition shows."""
    return digest_page("", *((*each.key, each.state, each.sha256) for each in site.manifest.pages))


def recall(site: Site, makers: str) -> Memory:
    """What is remembered of an edition, as far as its pages need not be held against the record again.

    A page was held against all that was written when it was made, and shows nothing that came later. That
    holds while answers only come to the record; once it was restored, or an import withdrawn, all pages are
    made and looked at again.
    """
    folder = site.district.folder
    known = read_memory(folder, site.quarter, makers, site.edition.memory)
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        now, goes_on = record.mark(), record.changed_since(known.record) is not None
    return replace(known, record=now) if goes_on else Memory(record=now)

"""What all editions of one run share: the exporter, the makers' digest, what was written in the record."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from inquiry.cycle import Cycle
from inquiry.district import District
from inquiry.publish.guard.spoken import Spoken, read_spoken
from inquiry.publish.keeping.makers import digest_makers

if TYPE_CHECKING:
    from inquiry.publish.reading.exporter import StaffExporter


class Shared:
    """Each is made when it is first asked for."""

    _spoken: Spoken | None = None

    @cached_property
    def exporter(self) -> StaffExporter:
        """What renders pages. Loading it takes half a second, which a run that renders none is spared."""
        from inquiry.publish.reading.exporter import StaffExporter

        return StaffExporter()

    @cached_property
    def makers(self) -> str:
        """The digest of what makes pages."""
        return digest_makers()

    def spoken(self, district: District, cycle: Cycle) -> Spoken:
        """All that was written in the record, to be looked for on pages."""
        if self._spoken is None:
            self._spoken = read_spoken(district.folder, cycle)
        return self._spoken

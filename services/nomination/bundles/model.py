"""Reading in a bundle: first what it would do, thing by thing, then the doing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar

from services.nomination.acts import Act
from services.nomination.bundles.errors import AlreadyRead
from services.nomination.bundles.manifest import Kind, Purpose
from services.nomination.bundles.merging import Clash, Verdict
from services.nomination.dossiers.parts import Value
from shared.aggregate import StatefulAggregate
from shared.events.nomination import BundleImported


class ImportState(StrEnum):
    CHECKED = "checked"
    """Opened and looked through; nothing has been made of it."""
    DONE = "done"


class ImportItem(Value):
    """A thing of the bundle: what reading in would do with it, or did. ``fresh`` counts events that were not here."""

    kind: Kind
    id: str
    label: str
    verdict: Verdict
    clash: Clash | None = None
    fresh: int = 0


class BundleImport(StatefulAggregate[ImportState]):
    """``fingerprint`` is the SHA-256 of the file, ``file`` where it is kept; ``items`` are as they were last judged."""

    kind: ClassVar[str] = "bundle"
    collection: ClassVar[str] = "bundle_imports"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"),)
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {ImportState.CHECKED: (ImportState.DONE,)}

    state: ImportState = ImportState.CHECKED
    purpose: Purpose
    producer: str
    submission: str
    sender: str
    receiver: str
    letter: str
    fingerprint: str
    file: str
    file_name: str
    size: int
    items: tuple[ImportItem, ...]
    read_on: date
    by: str
    done_on: date | None = None
    done_by: str = ""

    def count(self, verdict: Verdict) -> int:
        """How many things have that verdict."""
        return sum(one.verdict is verdict for one in self.items)

    @property
    def changes(self) -> int:
        """How many things reading in would change."""
        return self.count(Verdict.NEW) + self.count(Verdict.NEWER)

    def done(self, act: Act, items: Sequence[ImportItem]) -> None:
        """What was new is here now; what it came to."""
        self.require(self.state is ImportState.CHECKED, AlreadyRead())
        self.move(ImportState.DONE)
        self.items, self.done_on, self.done_by = tuple(items), act.on, act.by
        self.record(
            BundleImported(
                bundle=self.id,
                submission=self.submission,
                unit=self.unit,
                to_unit=self.receiver,
                letter=self.letter,
                producer=self.producer,
                purpose=self.purpose.value,
                fingerprint=self.fingerprint,
                added=self.count(Verdict.NEW),
                renewed=self.count(Verdict.NEWER),
                known=self.count(Verdict.KNOWN),
                refused=self.count(Verdict.CONFLICT),
                by=act.by,
                imported_on=act.on,
            )
        )

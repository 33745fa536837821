"""What reading in a bundle would do, thing by thing: known or new, and whether the producer may say it at all.

A producer speaks only of what is in its own hand: upward of dossiers that it lets go of, downward of those that were
given to it. What is in hand here nobody outside changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.nomination.awards.model import Award
from services.nomination.bundles.errors import UnknownSubmission, refused
from services.nomination.bundles.gathering import part_path
from services.nomination.bundles.manifest import Kind, Manifest, Purpose, RecordEntry
from services.nomination.bundles.merging import Clash, Outcome, Reading, Verdict, compare
from services.nomination.bundles.opening import Opened
from services.nomination.bundles.records import CLASSES, Carried, read_state, readable, reading, told
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.sniffing import safe_name
from services.nomination.dossiers.states import State
from services.nomination.submissions.model import Submission
from services.nomination.submissions.states import NUMBERED
from shared.store import Reads
from shared.store.files import KeptFile

DECISION = "decision"
ORDER = (Kind.SUBMISSION, Kind.DOSSIER, Kind.AWARD)


@dataclass(frozen=True)
class Judged:
    """A thing of the bundle with what becomes of it; ``theirs`` is None where its state is not understood."""

    entry: RecordEntry
    outcome: Outcome
    theirs: Carried | None
    ours: Carried | None


@dataclass(frozen=True)
class Judgement:
    """Of all things, submission first; ``loose`` are events of decisions that came with awards."""

    things: tuple[Judged, ...]
    loose: tuple[dict[str, Any], ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many things have that verdict."""
        return sum(one.outcome.verdict is verdict for one in self.things)


async def judge(reads: Reads, opened: Opened) -> Judgement:
    """Hold the bundle against what is known here; raises BundleRefused, UnknownSubmission."""
    manifest = opened.manifest
    entries = sorted(manifest.records, key=lambda one: (ORDER.index(one.kind), one.label, one.id))
    theirs = {one.subject: read_state(one, opened.states[one.subject]) for one in entries}
    subjects = _subjects(manifest, theirs)
    if not set(opened.events) <= subjects:
        raise refused("có sự kiện của việc khác.", "there are events of other things in it.")
    ours: dict[str, Carried] = {}
    for kind, cls in CLASSES.items():
        found = await reads.get_many(cls, [one.id for one in entries if one.kind is kind])
        ours |= {f"{kind.value}/{id_}": thing for id_, thing in found.items()}
    known = await told(reads, subjects)
    held = await _files(reads, theirs)
    rules = _Rules(manifest, theirs, ours, held)
    things = []
    for entry in entries:
        outcome = _outcome(opened, entry, theirs[entry.subject], ours.get(entry.subject), known[entry.subject])
        clash = rules.clash(entry, outcome) if outcome.verdict is not Verdict.CONFLICT else None
        if clash:
            outcome = Outcome(Verdict.CONFLICT, clash=clash)
        if outcome.verdict is Verdict.CONFLICT:
            rules.fallen.add(entry.subject)
        things.append(Judged(entry, outcome, theirs[entry.subject], ours.get(entry.subject)))
    return Judgement(tuple(things), _loose(opened, known, things))


def _subjects(manifest: Manifest, theirs: dict[str, Carried | None]) -> set[str]:
    """Whose events may be in it."""
    decisions = {f"{DECISION}/{one.decision}" for one in theirs.values() if isinstance(one, Award)}
    if manifest.purpose is Purpose.SUBMISSION and (decisions or any(e.kind is Kind.AWARD for e in manifest.records)):
        raise refused("tệp trình lên không được chứa khen thưởng.", "awards do not travel upward.")
    return {*theirs, *decisions}


def _outcome(
    opened: Opened, entry: RecordEntry, theirs: Carried | None, ours: Carried | None, known: list[dict[str, Any]]
) -> Outcome:
    events = opened.events.get(entry.subject, [])
    if theirs is None or not readable(entry.subject, events):
        return Outcome(Verdict.CONFLICT, clash=Clash.UNREADABLE)
    if ours is None and known:
        return Outcome(Verdict.CONFLICT, clash=Clash.OTHER_EVENT)
    return compare(reading(ours, known) if ours else None, reading(theirs, events))


def _loose(opened: Opened, known: dict[str, list[dict[str, Any]]], things: list[Judged]) -> tuple[dict[str, Any], ...]:
    """Events of decisions that are not here yet, of awards that are taken and if they are one story with ours."""
    taken = {
        f"{DECISION}/{one.theirs.decision}" for one in things if one.outcome.taken and isinstance(one.theirs, Award)
    }
    fresh: list[dict[str, Any]] = []
    for subject in sorted(taken):
        events = opened.events.get(subject, [])
        ours = Reading(events=tuple(known[subject])) if known[subject] else None
        if readable(subject, events):
            fresh += compare(ours, Reading(events=tuple(events))).fresh
    return tuple(fresh)


async def _files(reads: Reads, theirs: dict[str, Carried | None]) -> dict[str, KeptFile]:
    ids = sorted({part.id for one in theirs.values() if isinstance(one, Dossier) for part in one.files})
    return await reads.get_many(KeptFile, ids)


class _Rules:
    """Who may say what. ``fallen`` are things of which nothing is taken: what hangs on them falls with them."""

    def __init__(
        self,
        manifest: Manifest,
        theirs: dict[str, Carried | None],
        ours: dict[str, Carried],
        held: dict[str, KeptFile],
    ) -> None:
        self._manifest, self._theirs, self._ours, self._held = manifest, theirs, ours, held
        self._up = manifest.purpose is Purpose.SUBMISSION
        self._letter = f"{Kind.SUBMISSION.value}/{manifest.submission}"
        self.fallen: set[str] = set()
        if not self._up and self._letter not in ours:
            raise UnknownSubmission

    def clash(self, entry: RecordEntry, outcome: Outcome) -> Clash | None:
        """Why this may not be said; None where it may."""
        thing = self._theirs[entry.subject]
        if isinstance(thing, Submission):
            return self._submission(thing)
        its = self._theirs[self._letter]
        if self._letter in self.fallen or not isinstance(its, Submission):
            return Clash.NOT_THEIRS
        if isinstance(thing, Dossier):
            if thing.id not in its.dossiers:
                return Clash.NOT_THEIRS
            return self._dossier(thing, its, self._ours.get(entry.subject)) if outcome.taken else None
        assert isinstance(thing, Award)
        return self._award(thing)

    def _submission(self, its: Submission) -> Clash | None:
        way = (its.unit, its.to_unit)
        ends = (self._manifest.producer, self._manifest.addressee)
        if way != (ends if self._up else ends[::-1]) or its.state not in NUMBERED:
            return Clash.NOT_THEIRS
        ours = self._ours.get(self._letter)
        if isinstance(ours, Submission) and (ours.unit, ours.to_unit, ours.dossiers) != (*way, its.dossiers):
            return Clash.OTHER_HISTORY
        return self._papers(its) if self._up else None

    def _papers(self, its: Submission) -> Clash | None:
        """The signed letter and the extracts are those that the submission names by their hashes."""
        named = {f"minutes/{one.key}.pdf": one.fingerprint for one in its.enclosed}
        named |= {"letter/to-trinh.pdf": its.fingerprint} if its.fingerprint else {}
        found = {path: self._manifest.file(path) for path in named}
        same = all(entry is not None and entry.sha256 == named[path] for path, entry in found.items())
        return None if same else Clash.UNREADABLE

    def _dossier(self, theirs: Dossier, its: Submission, ours: Carried | None) -> Clash | None:
        mine = ours.unit if isinstance(ours, Dossier) else ""
        if not self._up:
            if not mine:
                return Clash.UNKNOWN
            return Clash.IN_HAND if mine == its.unit else None
        left = theirs.trail[-1].unit if theirs.trail else ""
        given = (theirs.state, theirs.unit, theirs.submission, left) == (State.FORWARDED, its.to_unit, its.id, its.unit)
        if not given:
            return Clash.NOT_THEIRS
        if mine and mine != its.unit:
            return Clash.IN_HAND
        return self._parts(theirs)

    def _parts(self, theirs: Dossier) -> Clash | None:
        """Each file of it is in the bundle, with the bytes that it says, and no other file here has its id."""
        for part in theirs.files:
            entry = self._manifest.file(part_path(part.id))
            if (
                entry is None
                or (entry.sha256, entry.size) != (part.sha256, part.size)
                or part.name != safe_name(part.name)
            ):
                return Clash.UNREADABLE
            if part.id in self._held and self._held[part.id].sha256 != part.sha256:
                return Clash.OTHER_FILE
        return None

    def _award(self, award: Award) -> Clash | None:
        subject = f"{Kind.DOSSIER.value}/{award.dossier}"
        dossier = self._theirs.get(subject)
        if subject in self.fallen or not isinstance(dossier, Dossier) or dossier.decision != award.decision:
            return Clash.NOT_THEIRS
        return None

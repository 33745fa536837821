"""What the files must never break, as findings that name file-level ids: for tests, for ``verify``, for reviewers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from shared.law import citations
from shared.law.errors import NoRule
from shared.law.facts import Facts, Subject
from shared.law.law import Law
from shared.law.pick import particularity
from shared.law.rows import (
    AuthorityRow,
    Condition,
    CopiesRow,
    ForAwards,
    ForLevels,
    Level,
    PayerRow,
    QuotaRow,
    Row,
    RuleSet,
    Source,
    VotingRow,
)

ONE_ANSWER: tuple[type[ForAwards], ...] = (AuthorityRow, VotingRow, QuotaRow, CopiesRow, PayerRow)
"""Tables that give one answer for an award on a day."""


@dataclass(frozen=True)
class Finding:
    """Something wrong with a row: ``where`` is table and id."""

    where: str
    problem: str


def findings(law: Law) -> Iterator[Finding]:
    """Everything wrong with the files that loading alone does not refuse."""
    yield from bad_citations(law)
    yield from silent_conditions(law)
    yield from idle_patterns(law)
    yield from holes(law)
    yield from ties(law)
    yield from gaps_between_editions(law)


def turning_days(law: Law) -> list[date]:
    """Every day on which some row begins or has just ended, and the day before: where answers can change."""
    days = {row.valid_from for _, row in law.rows if row.valid_from}
    days |= {row.valid_to + timedelta(days=1) for _, row in law.rows if row.valid_to}
    return sorted(days | {day - timedelta(days=1) for day in days})


def bad_citations(law: Law) -> Iterator[Finding]:
    """Citations that name no source of the bibliography; a locality's own decisions may stand outside it."""
    sources = [source.id for source in law.rows.rows(Source)]
    for table, row in law.rows:
        if isinstance(row, Source) or row.configured:
            continue
        try:
            citations.parse(row.citation, sources)
        except citations.Malformed as reason:
            yield Finding(f"{table}/{row.id}", str(reason))


def silent_conditions(law: Law) -> Iterator[Finding]:
    """Conditions whose sentences do not end, or are the same in both languages."""
    for row in law.rows.rows(Condition):
        if not (row.vi.endswith(".") and row.en.endswith(".")) or row.vi == row.en:
            yield Finding(f"conditions/{row.id}", "needs a whole sentence in Vietnamese and one in English")


def idle_patterns(law: Law) -> Iterator[Finding]:
    """Codes and patterns that no award ever matches."""
    codes = {award.id for award in law.rows.table("awards", Row)}
    for table, row in law.rows:
        if isinstance(row, ForAwards):
            for pattern in (*row.awards, *row.except_awards):
                alone = row.model_copy(update={"awards": (pattern,), "except_awards": ()})
                if not any(alone.covers(code) for code in codes):
                    yield Finding(f"{table}/{row.id}", f"{pattern} is the code of no award")


def holes(law: Law) -> Iterator[Finding]:
    """Days on which an award lacks authority, condition, parts, voting rule, copies or payer."""
    for on in turning_days(law):
        for award in law.awards(on):
            where = f"awards/{award.id}"
            try:
                law.route(Level.COMMUNE, award.id, on)
                law.voting(Level.COMMUNE, award.id, on)
                law.copies(award.id, on)
                law.steps(award.id, on)
                law.public_notice(award.id, on)
            except NoRule as reason:
                yield Finding(where, f"{on}: {reason.en}")
            for kind in award.subjects:
                facts = Facts(subject=Subject(kind=kind), year=max(on.year, 1945))
                if not law.parts(award.id, facts, on=on):
                    yield Finding(where, f"{on}: no dossier parts for {kind}")
                own = [row for row in law.entries(Condition, on, award=award.id) if kind in row.subjects]
                if not any(not row.id.startswith("GC-") or "STANDARD" in row.id for row in own):
                    yield Finding(where, f"{on}: no condition of its own for {kind}")


def ties(law: Law) -> Iterator[Finding]:
    """Two rows that answer one question equally well on one day."""
    for table in ONE_ANSWER:
        rows = law.rows.rows(table)
        for on in turning_days(law):
            for award in law.awards(on):
                mine = [row for row in rows if row.valid(on) and row.covers(award.id)]
                ranks = [
                    (particularity(row, award.id), row.levels if isinstance(row, ForLevels) else ()) for row in mine
                ]
                for row, rank in zip(mine, ranks, strict=True):
                    if ranks.count(rank) > 1:
                        yield Finding(f"{table.table}/{row.id}", f"{on}: another row answers for {award.id} as well")


def gaps_between_editions(law: Law) -> Iterator[Finding]:
    """Editions that leave a day without law."""
    editions = law.rows.rows(RuleSet)
    for earlier, later in pairwise(editions):
        if not earlier.valid_to or later.valid_from != earlier.valid_to + timedelta(days=1):
            yield Finding(f"rule_sets/{later.id}", f"does not begin on the day after {earlier.id}")

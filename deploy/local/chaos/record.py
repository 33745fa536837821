"""What a run prints, and what it leaves behind as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path

from deploy.local.chaos.ledger import Json, Outcome, Tally
from deploy.local.chaos.run import Options
from deploy.local.chaos.run import Outcome as RunOutcome
from deploy.local.demo import COLUMNS
from deploy.local.screen import Screen

MOST_SENTENCES = 30
NAMES = tuple(one.name for one in fields(Tally))


def total(outcome: RunOutcome) -> Tally:
    """All kinds of things together."""
    return sum(outcome.findings.tallies.values(), Tally())


def is_clean(outcome: RunOutcome) -> bool:
    """Nothing lost, nothing unexpected, nothing twice, nothing given up, by both witnesses."""
    return outcome.quiet and total(outcome).clean and outcome.verdict.clean


def command_line(options: Options) -> str:
    """What to type for the same run again."""
    return f"make chaos DURATION={options.duration:g} SEED={options.seed} CLIENTS={options.clients}"


def show(options: Options, outcome: RunOutcome, shown: Screen) -> None:
    """The tables, and every sentence that says what is wrong."""
    rows = [
        [f"{service}: {kind}", *(str(getattr(tally, name)) for name in NAMES)]
        for (service, kind), tally in sorted(outcome.findings.tallies.items())
    ]
    sums = ["all", *(str(getattr(total(outcome), name)) for name in NAMES)]
    shown.table("What the clients asked for, and what the API shows now", ["service: kind", *NAMES], [*rows, sums])
    books = [[row.service, *(str(getattr(row, name)) for name in COLUMNS)] for row in outcome.verdict.rows]
    shown.table("What the services' own books say", ["service", *COLUMNS.values()], books)
    sentences = [
        *outcome.findings.sentences,
        *(f"{one.service}: {one.count} {one.kind}: {one.what}" for one in outcome.verdict.findings),
        *(f"refused: {one}" for one in refusals(outcome)),
    ]
    for sentence in sentences[:MOST_SENTENCES]:
        shown.say(sentence)
    if len(sentences) > MOST_SENTENCES:
        shown.say(f"… and {len(sentences) - MOST_SENTENCES} more in the record")
    answers = ", ".join(f"{count} {name}" for name, count in sorted(outcome.ledger.answers.items()))
    queues = outcome.queues
    shown.say(f"\nFaults: {len(outcome.faults)}. Answers: {answers}; {outcome.ledger.replayed} from memory by the key.")
    shown.say(
        f"Ready {outcome.ready_after:.1f} s after the last fault, quiet {outcome.quiet_after:.1f} s later."
        f" Dead letters: {queues.dead}. Retries hurried: {queues.hurried}."
    )
    if not outcome.quiet:
        shown.say(f"It never became quiet: {queues.waiting} messages wait, {queues.retrying} for a later try.")
    shown.say(f"Again: {command_line(options)}")


def refusals(outcome: RunOutcome) -> list[str]:
    """Commands that got a final no."""
    return [
        f"{command.verb} of {thing.kind.name} {thing.id or thing.marker}: {command.refusal}"
        for thing, command in outcome.ledger.commands
        if command.outcome is Outcome.REFUSED
    ]


def write(options: Options, outcome: RunOutcome, file: Path) -> None:
    """The same as JSON."""
    record: Json = {
        "seed": options.seed,
        "duration": options.duration,
        "clients": options.clients,
        "again": command_line(options),
        "clean": is_clean(outcome),
        "total": asdict(total(outcome)),
        "kinds": {
            f"{service}: {kind}": asdict(one) for (service, kind), one in sorted(outcome.findings.tallies.items())
        },
        "books": [asdict(row) for row in outcome.verdict.rows],
        "findings": [*outcome.findings.sentences, *(asdict(one) for one in outcome.verdict.findings)],
        "refusals": refusals(outcome),
        "answers": dict(outcome.ledger.answers),
        "replayed": outcome.ledger.replayed,
        "queues": asdict(outcome.queues),
        "quiet": outcome.quiet,
        "ready_after_seconds": round(outcome.ready_after, 1),
        "quiet_after_seconds": round(outcome.quiet_after, 1),
        "faults": [fault.as_json() for fault in outcome.faults],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

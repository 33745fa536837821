"""Whether every line of a signed decision is one award, and the numbers of decisions run without holes."""

from __future__ import annotations

from collections import Counter, defaultdict

from deploy.local.verdict.books import Books, Finding


async def granted_what_was_decided(books: Books) -> list[Finding]:
    """One award for each line of each signed decision, and no other."""
    book = books["nomination"]
    wanted: Counter[tuple[str, str]] = Counter()
    for decision in await book.documents("decisions"):
        if decision["state"] == "signed":
            wanted.update((decision["_id"], line["dossier"]) for line in decision["lines"])
    granted = Counter((award["decision"], award["dossier"]) for award in await book.documents("awards"))
    findings = []
    if missing := (wanted - granted).total():
        findings.append(book.lost("awards that were decided and not granted", missing))
    if beyond := (granted - wanted).total():
        findings.append(book.duplicated("awards that no line of a decision stands for", beyond))
    return findings


async def numbers_run_on(books: Books) -> list[Finding]:
    """The numbers of a unit's decisions of a year are 1, 2, 3 …"""
    book = books["nomination"]
    series: defaultdict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for decision in await book.documents("decisions"):
        if decision["state"] == "signed":
            series[decision["unit"], decision["signed_on"][:4]][decision["ordinal"]] += 1
    findings = []
    for (unit, year), numbers in sorted(series.items()):
        if holes := max(numbers) - len(numbers):
            findings.append(book.lost(f"numbers of decisions of {unit} in {year}", holes))
        if again := numbers.total() - len(numbers):
            findings.append(book.duplicated(f"numbers of decisions of {unit} in {year}", again))
    return findings

"""Whether every line of a signed decision is one award, and the numbers of decisions run without holes."""

from __future__ import annotations

from collections import Counter, defaultdict

from deploy.local.verdict.books import Books, Finding


async def granted_what_was_decided(books: Books) -> list[Finding]:
    """One award for each line of each signed decision, and no other."""
    book = books["nomination"]
    wanted: Counter[tuple[str, str]] = Counter()
    for decision in await book.documents("decisions"):
        if decision["state"] == "signed" and decision.get("purpose", "award") == "award":
            wanted.update((decision["_id"], line["dossier"]) for line in decision["lines"])
    kept = [award for award in await book.documents("awards") if not award.get("imported")]
    granted = Counter((award["decision"], award["dossier"]) for award in kept)
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
        if decision["state"] in ("sealed", "signed"):
            series[decision["unit"], decision["signed_on"][:4]][decision["ordinal"]] += 1
    findings = []
    for (unit, year), numbers in sorted(series.items()):
        if holes := max(numbers) - len(numbers):
            findings.append(book.lost(f"numbers of decisions of {unit} in {year}", holes))
        if again := numbers.total() - len(numbers):
            findings.append(book.duplicated(f"numbers of decisions of {unit} in {year}", again))
    return findings


async def took_back_what_was_revoked(books: Books) -> list[Finding]:
    """Each line of each signed revocation is one revoked award, and no other is."""
    book = books["nomination"]
    wanted: Counter[str] = Counter()
    for decision in await book.documents("decisions"):
        if decision["state"] == "signed" and decision.get("purpose") == "revocation":
            wanted.update(line["award_id"] for line in decision["lines"])
    revoked = Counter(award["_id"] for award in await book.documents("awards") if award.get("state") == "revoked")
    findings = []
    if missing := (wanted - revoked).total():
        findings.append(book.lost("awards whose revocation took no effect", missing))
    if beyond := (revoked - wanted).total() + sum(times - 1 for times in wanted.values() if times > 1):
        findings.append(book.duplicated("awards revoked without or by more than one decision", beyond))
    return findings

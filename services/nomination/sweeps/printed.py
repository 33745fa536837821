"""The declaration of a candidate as a document: the lines that the law data name, filled."""

from __future__ import annotations

from datetime import date

from services.nomination.decisions.documents import locality
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.parts import Declaration
from shared.documents import OfficialDocument, declaration
from shared.errors import NotFound
from shared.identity.directory import unit_of
from shared.law import Law
from shared.law.rows import DeclarationLine, FormRow
from shared.store import Reads


async def declaration_of(reads: Reads, law: Law, candidate: Candidate, on: date) -> OfficialDocument:
    """The document of what was declared; raises NotFound where nothing was declared yet."""
    said = candidate.declaration
    if said is None:
        raise NotFound(what="bản khai của người này")
    commune = await unit_of(reads, candidate.unit)
    return declaration(
        locality(commune.name),
        form=form_of(law, candidate, said.on),
        award=candidate.award_name or "hình thức khen thưởng thành tích kháng chiến",
        by_relative=said.by == "relative",
        lines=lines_of(law, candidate, said, on),
        declarant=said.declarant or candidate.name,
        on=said.on,
    )


def lines_of(law: Law, candidate: Candidate, said: Declaration, on: date) -> list[tuple[str, str]]:
    """What each line of the form is called, and what stands in it."""
    filled = _filled(candidate, said)
    return [
        (row.vi, filled.get(row.id, ""))
        for row in law.entries(DeclarationLine, on, award=candidate.award)
        if row.by in ("both", said.by)
    ]


def form_of(law: Law, candidate: Candidate, on: date) -> str:
    """«Mẫu số 01», or 02 for a relative; empty on days for which no number was seen."""
    rows = [row for row in law.entries(FormRow, on, award=candidate.award) if candidate.award in row.awards]
    place = 1 if candidate.declaration and candidate.declaration.by == "relative" else 0
    return rows[place].number if len(rows) > place else ""


def _filled(candidate: Candidate, said: Declaration) -> dict[str, str]:
    service = "; ".join(
        f"từ tháng {one.since:%m/%Y} đến tháng {one.until:%m/%Y}, {one.unit}" + (f", {one.task}" if one.task else "")
        for one in said.stints
    )
    return {
        "declarant": said.declarant,
        "relation": said.relation,
        "declarant-residence": said.declarant_residence,
        "authorisation": said.authorisation,
        "name": candidate.name,
        "born": str(candidate.birth_year),
        "died": f"{said.died_in}{', liệt sĩ' if said.martyr else ''}" if said.died_in else "",
        "id-number": said.id_number,
        "home-town": said.home_town,
        "residence": said.residence,
        "service": service,
        "months": str(said.months),
        "awarded": said.awarded or "Chưa được khen thưởng",
        "evidence": ", ".join(one.what for one in candidate.proofs),
    }

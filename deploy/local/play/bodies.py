"""The data of the year as the APIs of registration and nomination take them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from deploy.local.play.data import (
    Candidate,
    Council,
    Dossier,
    Movement,
    NominationList,
    Officer,
    Plan,
    Registration,
    Sample,
    Sweep,
    Task,
    TitleRegistration,
    Unit,
)
from services.nomination.lists.sheet import COLUMNS

Json = dict[str, Any]
BEGINNING = "2025-01-01"


def unit(unit: Unit) -> Json:
    """A row of the import of units."""
    return {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level,
        "category": unit.kind,
        "parent": unit.parent,
        "valid_from": BEGINNING,
        "valid_to": str(unit.valid_to) if unit.valid_to else None,
    }


def officer(officer: Officer) -> Json:
    """A row of the import of people."""
    offices = [
        {
            "role": office.role,
            "unit": office.unit,
            "valid_from": str(office.since),
            "valid_to": str(office.until) if office.until else None,
        }
        for office in officer.offices
    ]
    return officer.model_dump(include={"id", "name", "honorific", "position", "email"}) | {"offices": offices}


def plan(plan: Plan) -> Json:
    """A draft of the plan: its aims stand as paragraphs of the first section."""
    sections = [
        {
            "code": section.code,
            "title": section.title,
            "paragraphs": [
                line
                for purpose in plan.purposes
                if purpose.code.partition(".")[0] == section.code
                for line in (purpose.title, *purpose.text)
            ],
        }
        for section in plan.sections
    ]
    return {
        "unit": plan.unit,
        "year": plan.year,
        "title": plan.title,
        "basis": plan.heading.basis,
        "legal_bases": [basis.model_dump(mode="json") for basis in plan.legal_bases],
        "sections": sections,
        "tasks": [_task(task) for task in plan.tasks],
        "recipients": [line.model_dump(mode="json") for line in plan.recipients],
    }


def _task(task: Task) -> Json:
    same = task.model_dump(mode="json", exclude={"due"})
    return same | {"due_on": str(task.due)}


def movement(movement: Movement) -> Json:
    """A movement to launch."""
    same = movement.model_dump(mode="json", exclude={"key", "since", "until"})
    return same | {"starts_on": str(movement.since), "ends_on": str(movement.until)}


def heading(registration: Registration) -> Json:
    """What the registration with the town is about."""
    return {
        "kind": "content",
        "year": 2025,
        "title": "Đăng ký nội dung và tiêu chí thi đua năm 2025",
        "from_unit": registration.unit,
        "to_unit": registration.to_unit,
    }


def lines(registration: Registration, movement: Movement, version: int) -> Json:
    """What a version of the registration says: some criteria of the movement, and the contents."""
    said = registration.versions[version - 1]
    return {
        "criteria": [one.model_dump(mode="json") for one in movement.criteria if one.code in said.criteria],
        "pledges": [target.model_dump(mode="json") for target in registration.contents],
        "aims": list(said.titles_aimed_at),
    }


def titles(sample: Sample, registration: TitleRegistration) -> Json:
    """The titles that a unit and its people go for."""
    names = {one.id: one.name for one in sample.nominees.values()}
    names |= {one.id: one.name for one in sample.officers.values()}
    rows = [
        {"subject_kind": "individual", "subject": names[one.person], "subject_id": one.person, "award": one.title}
        for one in registration.individuals
    ]
    if registration.collective:
        its = {"subject": names[registration.unit], "subject_id": registration.unit}
        rows.append({"subject_kind": "collective", **its, "award": registration.collective})
    return {
        "kind": "titles",
        "year": 2025,
        "title": "Đăng ký danh hiệu thi đua năm 2025",
        "from_unit": registration.unit,
        "lines": {"titles": rows},
    }


def dossier(sample: Sample, dossier: Dossier, *, complete: bool) -> Json:
    """A dossier; not ``complete``: without the papers that the first submission lacks."""
    nominee = sample.nominees[dossier.nominee]
    return {
        "nominating_unit": nominee.unit,
        "award": dossier.award,
        "kind": dossier.kind,
        "year": dossier.facts["year"],
        "nominee": nominee.model_dump(),
        "achievement": dossier.achievement,
        "achieved_on": dossier.achieved_on and str(dossier.achieved_on),
        "facts": plain(dossier.facts),
        "papers": [
            {"code": paper.part, "name": paper.name, "file": paper.file}
            for paper in dossier.attachments
            if complete or not paper.first_missing
        ],
    }


def workbook(its: NominationList) -> bytes:
    """A list as the workbook that the unit fills in."""
    out = BytesIO()
    same = {"kind": its.subject, "award": its.award, "clear": "x", "once": "x"}
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, [heading for heading, _ in COLUMNS.values()])
        for number, line in enumerate(its.lines, 1):
            said = same | {"name": line.name, "achievement": line.achievement}
            sheet.write_row(number, 0, [said.get(key, "") for key in COLUMNS])
    return out.getvalue()


def short(sample: Sample, its: Dossier) -> Json:
    """The short form of a dossier that rests on an act of bravery."""
    whole = dossier(sample, its, complete=True)
    names = ("nominating_unit", "award", "kind", "year", "nominee", "achieved_on", "papers")
    same = {name: whole[name] for name in names}
    claims = dict.fromkeys(("not_examined", "first_time", "local_standard"), True)
    return (
        same
        | claims
        | {
            "category": its.facts["subject"]["category"],
            "reason": "bravery",
            "report": its.achievement,
        }
    )


def sweep(sweep: Sweep) -> Json:
    """A sweep to open."""
    return sweep.model_dump(mode="json", include={"unit", "subject", "title", "hamlets", "association"})


def candidate(candidate: Candidate) -> Json:
    """Somebody for the list of a hamlet."""
    same = candidate.model_dump(include={"hamlet", "person", "name", "honorific", "living"})
    return same | {"birth_year": candidate.born}


def council(sample: Sample, council: Council) -> Json:
    """A council with its seats, for as long as the unit exists."""
    unit = sample.units[council.unit]
    until = str(unit.valid_to) if unit.valid_to else None
    return {
        "unit": unit.code,
        "name": f"Hội đồng Thi đua - Khen thưởng {unit.name[:1].lower()}{unit.name[1:]}",
        "chair": council.chair,
        "secretary": council.secretary,
        "seats": [{"person": one, "valid_from": BEGINNING, "valid_to": until} for one in council.members],
    }


def plain(value: Any) -> Any:
    """The same with dates as text and years as keys of text: what JSON can carry."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)

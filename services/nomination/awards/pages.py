"""The register of awards for officers, and the roll of honour for everybody."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile

from services.nomination import access
from services.nomination.awards import commands, importing, queries
from services.nomination.awards.model import Award, AwardState
from services.nomination.awards.rows import MOST_BYTES, XLSX, template
from services.nomination.awards.why import money_of, why
from services.nomination.certificates.codes import shown
from services.nomination.decisions.documents import FIELDS
from services.nomination.decisions.parts import Correctable
from services.nomination.dossiers.show import LEVELS, conditions
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.service import Visit, Work
from shared.web.filters import ngay
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Honour, Link, Moment

router = APIRouter(include_in_schema=False)
HONOURS = 60
"""So many a page, so that it stays small on a slow line."""


class ImportForm(BaseModel):
    """The workbook."""

    model_config = {"arbitrary_types_allowed": True}

    unit: str = Field(title="đơn vị", min_length=1, max_length=80)
    file: UploadFile = Field(title="tệp")


class MendForm(BaseModel):
    """How a line from the old books must read."""

    name: str = Field(title="họ và tên", min_length=1, max_length=300)
    honorific: str = Field("", title="xưng hô", max_length=40)
    position: str = Field("", title="chức vụ, công việc", max_length=300)
    achievement: str = Field("", title="thành tích", max_length=4000)
    reason: str = Field(title="lý do sửa", min_length=3, max_length=2000)


@router.get("/awards")
async def register(
    request: Request,
    work: Work,
    q: Annotated[str, Query(max_length=200)] = "",
    year: Annotated[str, Query(max_length=4)] = "",
    after: Annotated[str | None, Query(max_length=400)] = None,
) -> HTMLResponse:
    """Who got what, when, from whom."""
    found = await queries.page(work.reads, text=q, year=_year(year), after=after, limit=50)
    names = await Names.load(work.reads, units={one.nominating_unit for one in found.items})
    more = {"q": q, "year": year, "after": found.after or ""}
    return PAGES.render(
        request,
        "awards/index.html",
        rows=[
            {
                "url": f"/nomination/awards/{one.id}",
                "nominee": one.nominee.name,
                "award": one.award_name,
                "unit": names.unit(one.nominating_unit),
                "number": one.number,
                "granted_on": one.granted_on,
                "bonus": one.bonus,
                "state": "Đã thu hồi" if one.state is AwardState.REVOKED else "",
            }
            for one in found.items
        ],
        q=q,
        year=year,
        next_url=f"/nomination/awards?{urlencode(more)}" if found.after else "",
        may_import=bool(work.actor.at(Role.OFFICER)),
    )


@router.get("/awards/import")
async def import_form(request: Request, work: Work) -> HTMLResponse:
    """Send a workbook of past years."""
    return await _import(request, work, FormState())


@router.post("/awards/import")
async def read(request: Request, work: Work) -> Response:
    """Read it; show every row before anything is entered."""
    sent = await form(request, ImportForm)
    if isinstance(sent, FormErrors):
        return await _import(request, work, sent)
    content = await sent.file.read(MOST_BYTES + 1)
    found = await work.run(
        importing.preview, law=work.resources.law, unit=sent.unit, file=sent.file.filename or "", content=content
    )
    return PAGES.see_other(f"/nomination/awards/import/{found.id}")


@router.get("/awards/import/template.xlsx")
async def workbook(work: Work) -> Response:
    """The workbook to fill in."""
    content = template(work.resources.law, work.clock.today())
    headers = {"Content-Disposition": 'attachment; filename="so-khen-thuong-cu.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


@router.get("/awards/import/{import_id}")
async def previewed(request: Request, work: Work, import_id: str) -> HTMLResponse:
    """What can be entered, and why the rest cannot."""
    found = await importing.one(work.reads, actor=work.actor, import_id=import_id)
    return PAGES.render(request, "awards/preview.html", found=found)


@router.post("/awards/import/{import_id}/entry")
async def enter(request: Request, work: Work, import_id: str) -> Response:
    """Enter the rows that can be."""
    found = await work.run(importing.enter, import_id=import_id)
    return PAGES.see_other("/nomination/awards", f"Đã nhập {found.entered} khen thưởng vào sổ.")


@router.post("/awards/import/{import_id}/dropping")
async def drop(request: Request, work: Work, import_id: str) -> Response:
    """Forget the preview."""
    await work.run(importing.drop, import_id=import_id)
    return PAGES.see_other("/nomination/awards/import", "Đã bỏ tệp, chưa nhập gì vào sổ.")


@router.get("/awards/why/{dossier_id}")
async def because(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """Why this was given, or not, on one page."""
    answer = await why(work.reads, actor=work.actor, law=work.resources.law, dossier_id=dossier_id)
    return PAGES.render(
        request,
        "awards/why.html",
        answer=answer,
        conditions=conditions(answer.conditions),
        decider=LEVELS.get(answer.decided_by_level, ""),
    )


@router.get("/awards/{award_id}")
async def show(request: Request, work: Work, award_id: str) -> HTMLResponse:
    """One line of the register: what, from whom, for what, how much, and what became of it."""
    return await _show(request, work, award_id, None)


@router.post("/awards/{award_id}")
async def mend(request: Request, work: Work, award_id: str) -> Response:
    """Mend a line from the old books."""
    sent = await form(request, MendForm)
    if isinstance(sent, FormErrors):
        return await _show(request, work, award_id, sent)
    values = sent.model_dump(exclude={"reason"})
    await work.run(commands.mend, award_id=award_id, values=values, reason=sent.reason)
    return PAGES.see_other(f"/nomination/awards/{award_id}", "Đã sửa dòng này của sổ; bản trước còn trong lịch sử.")


@router.get("/honours")
async def honours(
    request: Request,
    visit: Visit,
    year: Annotated[str, Query(max_length=4)] = "",
    unit: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> HTMLResponse:
    """The roll of honour: anybody may open it, signed in or not."""
    found = await queries.page(visit.reads, year=_year(year), unit=unit, after=after, limit=HONOURS, standing=True)
    names = await Names.load(
        visit.reads, units={unit, *(code for one in found.items for code in (one.unit, one.nominating_unit))}
    )
    more = {"year": year, "unit": unit, "after": found.after or ""}
    return PAGES.render(
        request,
        "awards/honours.html",
        people=[
            Honour(
                " ".join(filter(None, (one.honorific, one.nominee.name))),
                one.award_name,
                f"{names.unit(one.nominating_unit)}. Quyết định số {one.number} ngày {ngay(one.granted_on)}",
                f"/nomination/published/{one.decision}" if one.decision else "",
            )
            for one in found.items
        ],
        where=names.unit(unit) if unit else "",
        year=year,
        next_url=f"/nomination/honours?{urlencode(more)}" if found.after else "",
    )


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


async def _import(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await work.reads.get_many(DirectoryUnit, work.actor.at(Role.OFFICER))
    return PAGES.render(
        request,
        "awards/import.html",
        status=422 if state.errors else 200,
        form=state,
        units=[(unit.id, unit.name) for unit in units.values()],
    )


async def _show(request: Request, work: Any, award_id: str, sent: FormState | None) -> HTMLResponse:
    award = await queries.get(work.reads, award_id)
    names = await Names.load(
        work.reads,
        units={award.unit, award.nominating_unit, award.nominee.unit},
        people={entry.by for entry in award.history},
    )
    covered = names.covered(work.actor, (award.unit, award.nominating_unit))
    return PAGES.render(
        request,
        "awards/show.html",
        status=422 if sent else 200,
        award=award,
        names=names,
        covered=bool(covered),
        revoked=award.state is AwardState.REVOKED,
        code=shown(award.code) if award.code and covered else "",
        money=money_of(work.resources.law, award),
        moments=_moments(award, names) if covered else [],
        others=[one for one in await queries.of_nominee(work.reads, award.nominee.id) if one.id != award.id],
        may_mend=award.imported and access.keeps_register(award.unit)(work.actor),
        form=sent or FormState.of({field.value: award.value(field.value) for field in Correctable}),
    )


def _moments(award: Award, names: Names) -> list[Moment]:
    return [
        Moment(
            entry.at,
            PAGES.labels.name(entry.what),
            names.person(entry.by),
            entry.reason,
            _decision(entry.decision, entry.number),
            note="; ".join(f"{FIELDS[Correctable(c.field)]}: «{c.before}» → «{c.after}»" for c in entry.changes),
        )
        for entry in award.history
    ]


def _decision(id_: str, number: str) -> Link | None:
    return Link(f"Quyết định số {number}", f"/nomination/decisions/{id_}") if id_ else None

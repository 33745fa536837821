"""The short form on one page."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination.categories import CATEGORIES
from services.nomination.dossiers import simplified
from services.nomination.dossiers.errors import AwardMismatch
from services.nomination.dossiers.show import UNVERIFIED
from services.nomination.dossiers.simplified import NotSimplified, ShortForm
from services.nomination.dossiers.stages import nominating_units
from services.nomination.pages import PAGES
from shared.errors import Denied
from shared.events.parts import SubjectKind
from shared.law import Category, Kind
from shared.law.errors import UnknownAward
from shared.law.simplified import reliefs
from shared.service import Work
from shared.web.forms import Day, FormErrors, FormState, Whole, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/dossiers/simplified")
USUAL = "KT-GK-XA"


class ShortFormForm(BaseModel):
    """Whom, for what, in which case, the short report."""

    nominating_unit: str = Field(title="đơn vị đề nghị", min_length=1, max_length=80)
    nominee_kind: SubjectKind = Field(title="đối tượng")
    nominee_name: str = Field(title="họ tên hoặc tên tập thể", min_length=2, max_length=200)
    honorific: str = Field("", title="danh xưng", max_length=20)
    position: str = Field("", title="chức vụ, công việc", max_length=300)
    category: Category | None = Field(None, title="nhóm đối tượng")
    award: str = Field(title="hình thức khen thưởng", min_length=1, max_length=80)
    kind: Kind = Field(title="loại hình khen thưởng")
    year: Annotated[Whole, Field(ge=1945, le=2200)] = Field(title="năm xét")
    reason: str = Field(title="trường hợp áp dụng", min_length=1, max_length=80)
    report: str = Field(title="báo cáo tóm tắt", min_length=20, max_length=5000)
    achieved_on: Annotated[Day, Field(ge=date(1945, 1, 1), le=date(2200, 12, 31))] | None = Field(
        None, title="ngày lập thành tích"
    )
    not_examined: bool = False
    first_time: bool = False
    local_standard: bool = False


@router.get("")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """The short form."""
    state = FormState({"year": str(work.clock.today().year), "award": USUAL, "kind": Kind.SUDDEN.value})
    return await _form(request, work, state)


@router.post("")
async def begin(request: Request, work: Work) -> Response:
    """Begin the draft, then its papers."""
    sent = await form(request, ShortFormForm)
    if isinstance(sent, FormErrors):
        return await _form(request, work, sent)
    short = ShortForm.model_validate(sent.model_dump())
    try:
        dossier = await work.run(simplified.begin, law=work.resources.law, short=short)
    except NotSimplified as error:
        return await _form(request, work, FormErrors(sent.model_dump(mode="json"), {"reason": error.vi}))
    except (AwardMismatch, UnknownAward) as error:
        return await _form(request, work, FormErrors(sent.model_dump(mode="json"), {"award": error.vi}))
    return PAGES.see_other(f"/nomination/dossiers/{dossier.id}/papers", "Đã lưu bản nháp theo thủ tục đơn giản.")


async def _form(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await nominating_units(work.reads, work.actor)
    if not units:
        raise Denied
    law, today = work.resources.law, work.clock.today()
    return PAGES.render(
        request,
        "dossiers/simplified.html",
        status=422 if state.errors else 200,
        form=state,
        units=units,
        subjects=[("individual", "Cá nhân"), ("collective", "Tập thể"), ("household", "Hộ gia đình")],
        categories=[(one.value, name) for one, name in CATEGORIES.items()],
        awards=simplified.awards(law, today),
        kinds=[(row.id.value, row.name_vi) for row in law.kinds(today)],
        reasons=[
            Option(one.id, one.vi[:1].upper() + one.vi[1:], one.citation) for one in simplified.reasons(law, today)
        ],
        reliefs=[
            (row.vi, row.citation if row.verified else f"{row.citation}; {UNVERIFIED}")
            for row in reliefs(law, str(state.value("award")) or USUAL, today)
        ],
    )

"""What is done with a received dossier on screen: the supplement, the consultation."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from services.nomination.dossiers import appraising
from services.nomination.dossiers.forms import ConclusionForm, ConsultForm, OpinionForm, part_reasons
from services.nomination.dossiers.screen import dossier_page, part_codes
from services.nomination.pages import PAGES
from shared.service import Work
from shared.web.forms import FormErrors, echo, form

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}")


@router.post("/supplement-request")
async def ask(request: Request, work: Work, dossier_id: str) -> Response:
    """Ask for parts to be mended."""
    sent = await request.form()
    reasons = part_reasons(sent, part_codes(work.resources.law))
    if not reasons:
        said = FormErrors(echo(sent), {"": "Ghi rõ ít nhất một giấy tờ cần bổ sung và vì sao."})
        return await dossier_page(request, work, dossier_id, wrong={"ask": said})
    await work.run(appraising.ask_supplement, law=work.resources.law, dossier_id=dossier_id, reasons=reasons)
    return _shown(dossier_id, "Đã yêu cầu bổ sung. Thời hạn giải quyết tạm dừng.")


@router.post("/consultation")
async def consult(request: Request, work: Work, dossier_id: str) -> Response:
    """Ask other bodies."""
    sent = await form(request, ConsultForm)
    if not isinstance(sent, FormErrors) and not sent.bodies:
        sent = FormErrors(sent.model_dump(), {"units": "Chọn hoặc ghi ít nhất một nơi cần lấy ý kiến."})
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"consult": sent})
    await work.run(
        appraising.consult,
        law=work.resources.law,
        dossier_id=dossier_id,
        question=sent.question,
        bodies=sent.bodies,
    )
    return _shown(dossier_id, "Đã gửi lấy ý kiến. Thời hạn giải quyết tạm dừng.")


@router.post("/opinion")
async def opine(request: Request, work: Work, dossier_id: str) -> Response:
    """Give or note an opinion."""
    sent = await form(request, OpinionForm)
    if not isinstance(sent, FormErrors) and sent.agrees == "no" and not sent.text:
        sent = FormErrors(sent.model_dump(), {"text": "Ghi lý do không đồng ý."})
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"opine": sent})
    await work.run(
        appraising.opine,
        dossier_id=dossier_id,
        place=sent.place,
        agrees=sent.agrees == "yes",
        text=sent.text,
    )
    return _shown(dossier_id, "Đã ghi nhận ý kiến.")


@router.post("/conclusion")
async def conclude(request: Request, work: Work, dossier_id: str) -> Response:
    """Wait no longer."""
    sent = await form(request, ConclusionForm)
    if isinstance(sent, FormErrors):
        return await dossier_page(request, work, dossier_id, wrong={"conclude": sent})
    await work.run(appraising.conclude, dossier_id=dossier_id, reason=sent.because)
    return _shown(dossier_id, "Đã kết thúc lấy ý kiến. Thời hạn giải quyết tiếp tục tính.")


def _shown(dossier_id: str, said: str) -> Response:
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}", said)

"""One candidate on screen: what is there, what is missing, by when, and what this person can do about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel

from services.nomination import access
from services.nomination.dossiers import filing
from services.nomination.dossiers.sniffing import ACCEPTED
from services.nomination.holds import commands as holds
from services.nomination.holds.pages import HoldForm, LiftForm
from services.nomination.pages import PAGES
from services.nomination.sweeps import appraising, commands, declaring, queries
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.errors import PerhapsTwice
from services.nomination.sweeps.forms import (
    AskForm,
    DeclarationForm,
    OpinionForm,
    PersonForm,
    ProofForm,
    WhyForm,
    declaration_state,
    person_state,
)
from services.nomination.sweeps.proofs_api import document as api_document
from services.nomination.sweeps.proofs_api import download as api_download
from services.nomination.sweeps.screen import candidate_page
from services.nomination.sweeps.states import Action
from shared.errors import BadInput, Conflict, Denied, RuleBroken
from shared.law.proof import evidence_kinds, proof_by
from shared.law.rows import DeclarationLine
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import FileRow, Option

router = APIRouter(include_in_schema=False, prefix="/candidates/{candidate_id}")
F = TypeVar("F", bound=BaseModel)


@router.get("")
async def show(request: Request, work: Work, candidate_id: str) -> HTMLResponse:
    """The candidate whole."""
    return await candidate_page(request, work, candidate_id)


@router.get("/edit")
async def edit_form(request: Request, work: Work, candidate_id: str) -> HTMLResponse:
    """Who it is, to be written anew."""
    one = await _writable(work, candidate_id, Action.EDIT)
    return await _edit(request, work, one, person_state(one))


@router.post("/edit")
async def edit(request: Request, work: Work, candidate_id: str) -> Response:
    """Write it anew."""
    one = await _writable(work, candidate_id, Action.EDIT)
    sent = await form(request, PersonForm)
    if isinstance(sent, FormErrors):
        return await _edit(request, work, one, sent)
    try:
        await work.run(
            commands.edit,
            candidate_id=candidate_id,
            person=sent.person(one.person),
            distinct_reason=sent.distinct_reason,
        )
    except PerhapsTwice as error:
        wrong = FormErrors(sent.model_dump(mode="json"), {"distinct_reason": error.vi})
        return await _edit(request, work, one, wrong)
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}", "Đã sửa thông tin.")


@router.get("/declaration")
async def declaration_form(request: Request, work: Work, candidate_id: str) -> HTMLResponse:
    """The declaration, to be written for the person or relative."""
    one = await _writable(work, candidate_id, Action.DECLARE)
    return _declaration(request, work, one, declaration_state(one, work.clock.today()))


@router.post("/declaration")
async def declare(request: Request, work: Work, candidate_id: str) -> Response:
    """Write it down, then the proof."""
    one = await _writable(work, candidate_id, Action.DECLARE)
    sent = await form(request, DeclarationForm)
    if isinstance(sent, FormErrors):
        return _declaration(request, work, one, sent)
    try:
        await work.run(
            declaring.declare, law=work.resources.law, candidate_id=candidate_id, declaration=sent.declaration()
        )
    except RuleBroken as error:
        return _declaration(request, work, one, FormErrors(sent.model_dump(mode="json"), {"by": error.vi}))
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}/proof", "Đã lưu bản khai.")


@router.get("/declaration.{kind}")
async def document(work: Work, candidate_id: str, kind: Literal["pdf", "docx"]) -> Response:
    """The declaration to print and sign."""
    return await api_document(candidate_id, work, kind)


@router.get("/proof")
async def proof_form(request: Request, work: Work, candidate_id: str) -> HTMLResponse:
    """The papers that are there, and what is missing."""
    return _proof(request, work, await _writable(work, candidate_id, Action.PROVE), FormState())


@router.post("/proof")
async def add_proof(request: Request, work: Work, candidate_id: str) -> Response:
    """Add a paper, or take one off."""
    one = await _writable(work, candidate_id, Action.PROVE)
    try:
        sent = await request.form()
        if drop := str(sent.get("remove", "")):
            await work.run(declaring.remove_proof, candidate_id=candidate_id, proof_id=drop)
            return PAGES.see_other(f"/nomination/candidates/{candidate_id}/proof", "Đã bỏ giấy tờ.")
        read = await form(request, ProofForm)
        if isinstance(read, FormErrors):
            return _proof(request, work, one, read)
        try:
            await _take(work, one, read)
        except (BadInput, RuleBroken) as error:
            values = read.model_dump(mode="json", exclude={"file"})
            return _proof(request, work, one, FormErrors(values, {"file": error.vi}))
    finally:
        await request.close()
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}/proof", "Đã lưu giấy tờ.")


@router.get("/files/{file_id}")
async def download(work: Work, candidate_id: str, file_id: str) -> StreamingResponse:
    """The scan, to be saved."""
    return await api_download(candidate_id, file_id, work)


@router.post("/confirmation")
async def confirm(request: Request, work: Work, candidate_id: str) -> Response:
    """Find them complete."""
    return await _plain(request, work, candidate_id, declaring.confirm, "Đã xác nhận đủ bản khai và giấy tờ.")


@router.post("/dossier")
async def propose(request: Request, work: Work, candidate_id: str) -> Response:
    """Make a dossier."""
    return await _plain(request, work, candidate_id, appraising.propose, "Đã lập hồ sơ và gửi cán bộ phụ trách.")


@router.post("/return")
async def give_back(request: Request, work: Work, candidate_id: str) -> Response:
    """Back to the hamlet."""
    return await _with_reason(
        request, work, candidate_id, declaring.give_back, form_name="return", said="Đã trả lại thôn."
    )


@router.post("/conclusion")
async def conclude(request: Request, work: Work, candidate_id: str) -> Response:
    """Wait for the association no longer."""
    said = "Đã ghi: không chờ ý kiến hội thêm."
    return await _with_reason(request, work, candidate_id, appraising.conclude, form_name="conclude", said=said)


@router.post("/setting-aside")
async def set_aside(request: Request, work: Work, candidate_id: str) -> Response:
    """Set aside."""
    said = "Đã đưa ra khỏi danh sách; tên và lý do vẫn được lưu."
    return await _with_reason(request, work, candidate_id, commands.set_aside, form_name="set_aside", said=said)


@router.post("/taking-up")
async def take_up(request: Request, work: Work, candidate_id: str) -> Response:
    """Take up again."""
    said = "Đã nhận lại vào danh sách."
    return await _with_reason(request, work, candidate_id, commands.take_up, form_name="take_up", said=said)


@router.post("/consultation")
async def ask(request: Request, work: Work, candidate_id: str) -> Response:
    """Ask the association."""
    sent = await form(request, AskForm)
    if isinstance(sent, FormErrors):
        return await candidate_page(request, work, candidate_id, wrong={"ask": sent})
    await work.run(appraising.ask, law=work.resources.law, candidate_id=candidate_id, question=sent.question)
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}", "Đã gửi hỏi ý kiến hội.")


@router.post("/opinion")
async def opine(request: Request, work: Work, candidate_id: str) -> Response:
    """Its answer."""
    sent = await form(request, OpinionForm)
    if isinstance(sent, FormErrors):
        return await candidate_page(request, work, candidate_id, wrong={"opine": sent})
    agrees = sent.agrees == "yes"
    if not agrees and not sent.text:
        wrong = FormErrors(sent.model_dump(mode="json"), {"text": "Ghi lý do không đồng ý."})
        return await candidate_page(request, work, candidate_id, wrong={"opine": wrong})
    await work.run(
        appraising.opine,
        law=work.resources.law,
        candidate_id=candidate_id,
        agrees=agrees,
        text=sent.text,
        given_on=sent.given_on,
    )
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}", "Đã ghi ý kiến của hội.")


@router.post("/hold")
async def hold(request: Request, work: Work, candidate_id: str) -> Response:
    """Note that something is examined."""
    sent = await form(request, HoldForm)
    if isinstance(sent, FormErrors):
        return await candidate_page(request, work, candidate_id, wrong={"hold": sent})
    await work.run(commands.hold, candidate_id=candidate_id, **sent.model_dump())
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}", "Đã ghi: tạm dừng xét.")


@router.post("/hold/lifting")
async def lift(request: Request, work: Work, candidate_id: str) -> Response:
    """The examination is over."""
    sent = await form(request, LiftForm)
    if isinstance(sent, FormErrors):
        return await candidate_page(request, work, candidate_id, wrong={"lift": sent})
    await work.run(holds.lift, hold_id=sent.hold, result=sent.result)
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}", "Đã kết thúc tạm dừng xét.")


Command = Callable[..., Awaitable[Any]]


async def _plain(request: Request, work: Any, candidate_id: str, command: Command, said: str) -> Response:
    """A command that takes nothing but the candidate; what stands in its way is told on the page."""
    try:
        await work.run(command, law=work.resources.law, candidate_id=candidate_id)
    except (RuleBroken, Conflict) as error:
        return await candidate_page(request, work, candidate_id, refused=error.vi)
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}", said)


async def _with_reason(
    request: Request, work: Any, candidate_id: str, command: Command, *, form_name: str, said: str
) -> Response:
    """A command that takes a reason."""
    sent = await form(request, WhyForm)
    if isinstance(sent, FormErrors):
        return await candidate_page(request, work, candidate_id, wrong={form_name: sent})
    more = {} if command is commands.set_aside else {"law": work.resources.law}
    try:
        await work.run(command, candidate_id=candidate_id, reason=sent.why, **more)
    except RuleBroken as error:
        return await candidate_page(request, work, candidate_id, refused=error.vi)
    return PAGES.see_other(f"/nomination/candidates/{candidate_id}", said)


async def _take(work: Any, one: Candidate, read: ProofForm) -> None:
    upload: Any = read.file
    taken = await filing.taken_in(work.store, upload) if upload is not None and upload.filename else None
    await work.run(
        declaring.add_proof,
        law=work.resources.law,
        candidate_id=one.id,
        kind=read.kind,
        what=read.what,
        file=taken[0] if taken else None,
        media=taken[1] if taken else "",
        name=taken[2] if taken else "",
    )


async def _writable(work: Any, candidate_id: str, action: Action) -> Candidate:
    one = await queries.candidate(work.reads, actor=work.actor, candidate_id=candidate_id)
    if action not in access.candidate_actions(work.actor, one):
        raise Denied
    return one


async def _edit(request: Request, work: Any, one: Candidate, state: FormState) -> HTMLResponse:
    sweep = await queries.sweep(work.reads, actor=work.actor, sweep_id=one.sweep)
    return PAGES.render(
        request,
        "sweeps/person.html",
        status=422 if state.errors else 200,
        form=state,
        sweep=sweep,
        hamlets=[],
        action=f"/nomination/candidates/{one.id}/edit",
        back=f"/nomination/candidates/{one.id}",
        twice="distinct_reason" in state.errors or bool(one.twins),
    )


def _declaration(request: Request, work: Any, one: Candidate, state: FormState) -> HTMLResponse:
    rows = work.resources.law.entries(DeclarationLine, work.clock.today(), award=one.award)
    return PAGES.render(
        request,
        "sweeps/declaration.html",
        status=422 if state.errors else 200,
        form=state,
        one=one,
        words={row.id: row.vi for row in rows},
        source="" if all(row.verified for row in rows) else rows[0].citation,
    )


def _proof(request: Request, work: Any, one: Candidate, state: FormState) -> HTMLResponse:
    law, today = work.resources.law, work.clock.today()
    kinds = {row.id: row for row in evidence_kinds(law, one.subject, today)}
    base = f"/nomination/candidates/{one.id}"
    return PAGES.render(
        request,
        "sweeps/proof.html",
        status=422 if state.errors else 200,
        form=state,
        one=one,
        verdict=proof_by(law, one.subject, one.proof_kinds, today),
        kinds=[
            Option(row.id, row.vi, "đủ một mình" if row.alone else f"cần thêm {row.further} giấy tờ loại khác")
            for row in kinds.values()
        ],
        held=[
            FileRow(
                f"{kinds[each.kind].vi if each.kind in kinds else each.kind}: {each.what}",
                f"{base}/files/{each.file.id}" if each.file else "",
                each.file.size if each.file else 0,
                "" if each.file else "bản giấy",
                remove_name="remove",
                remove_value=each.id,
            )
            for each in one.proofs
        ],
        accept=ACCEPTED,
    )

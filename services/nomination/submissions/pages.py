"""Submissions on screen: the list, putting one together, sending it, and what the level above does with it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination.names import Names
from services.nomination.pages import PAGES
from services.nomination.submissions import above, commands, queries, show
from services.nomination.submissions.forms import DiscardForm, DraftForm, ReturnForm, RevisionForm, SendForm
from services.nomination.submissions.model import TITLE
from shared.errors import Denied
from shared.identity import Role
from shared.identity.directory import DirectoryUnit
from shared.service import Work
from shared.web.forms import FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/submissions")
HERE = "/nomination/submissions"


@router.get("")
async def index(
    request: Request, work: Work, after: Annotated[str | None, Query(max_length=64)] = None
) -> HTMLResponse:
    """What goes up and what came from below, newest first."""
    found = await queries.page(work.reads, actor=work.actor, after=after, limit=100)
    names = await Names.load(work.reads, units={code for one in found.items for code in (one.unit, one.to_unit)})
    return PAGES.render(
        request,
        "submissions/index.html",
        rows=[show.row(one, names) for one in found.items],
        may_draft=bool(await _units(work)),
        may_import=bool(work.actor.at(Role.OFFICER)),
        next_url=f"{HERE}?after={found.after}" if found.after else "",
    )


@router.get("/new")
async def blank(request: Request, work: Work, unit: Annotated[str, Query(max_length=80)] = "") -> HTMLResponse:
    """Put dossiers together that go to the same level."""
    return await _new(request, work, FormState.of({"title": TITLE, "unit": unit}))


@router.post("/new")
async def draft(request: Request, work: Work) -> Response:
    """Keep the draft."""
    sent = await form(request, DraftForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent)
    its = await work.run(
        commands.draft,
        law=work.resources.law,
        unit=sent.unit,
        to_unit=sent.to_unit,
        dossiers=list(dict.fromkeys(sent.dossiers)),
        title=sent.title,
        reason=sent.reason,
    )
    return PAGES.see_other(f"{HERE}/{its.id}", "Đã lưu dự thảo tờ trình.")


@router.get("/{submission_id}")
async def one(request: Request, work: Work, submission_id: str) -> HTMLResponse:
    """A submission: the letter, its dossiers as they stand now, and what this person can do."""
    return await _page(request, work, submission_id)


@router.post("/{submission_id}/revision")
async def revise(request: Request, work: Work, submission_id: str) -> Response:
    """Change subject and reasons of a draft."""
    sent = await form(request, RevisionForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, submission_id, revising=sent)
    await work.run(
        commands.revise,
        law=work.resources.law,
        submission_id=submission_id,
        title=sent.title,
        reason=sent.reason,
    )
    return PAGES.see_other(f"{HERE}/{submission_id}", "Đã lưu thay đổi của dự thảo.")


@router.post("/{submission_id}/discarding")
async def discard(request: Request, work: Work, submission_id: str) -> Response:
    """Give the draft up."""
    sent = await form(request, DiscardForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, submission_id, discarding=sent)
    await work.run(commands.discard, submission_id=submission_id, reason=sent.because)
    return PAGES.see_other(HERE, "Đã bỏ dự thảo. Dự thảo chưa lấy số nên dãy số không bị trống.")


@router.post("/{submission_id}/sending")
async def send(request: Request, work: Work, submission_id: str) -> Response:
    """Sign and send."""
    sent = await form(request, SendForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, submission_id, sending=sent)
    its = await work.run(
        commands.send,
        law=work.resources.law,
        keys=work.resources.keys,
        submission_id=submission_id,
        post=sent.post,
        way=sent.way,
        signed_by=sent.signed_by,
    )
    return PAGES.see_other(f"{HERE}/{its.id}", f"Đã trình theo Tờ trình số {its.number}.")


@router.post("/{submission_id}/receipt")
async def receive(work: Work, submission_id: str) -> Response:
    """Note the receipt."""
    await work.run(above.receive, submission_id=submission_id)
    return PAGES.see_other(f"{HERE}/{submission_id}", "Đã ghi nhận tiếp nhận tờ trình và báo cho nơi trình.")


@router.post("/{submission_id}/acceptance")
async def take(work: Work, submission_id: str) -> Response:
    """Receive all dossiers that still wait for appraisal."""
    await work.run(above.take, law=work.resources.law, submission_id=submission_id)
    return PAGES.see_other(f"{HERE}/{submission_id}", "Đã tiếp nhận thẩm định các hồ sơ của tờ trình.")


@router.post("/{submission_id}/return")
async def return_(request: Request, work: Work, submission_id: str) -> Response:
    """Send dossiers back."""
    sent = await form(request, ReturnForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, submission_id, returning=sent)
    await work.run(
        above.return_,
        law=work.resources.law,
        submission_id=submission_id,
        reason=sent.why,
        which=list(dict.fromkeys(sent.which)),
    )
    return PAGES.see_other(f"{HERE}/{submission_id}", f"Đã trả lại {len(set(sent.which))} hồ sơ kèm lý do.")


async def _units(work: Any) -> dict[str, DirectoryUnit]:
    """The units for which this person may submit, if there is anybody above them."""
    found = await work.reads.get_many(DirectoryUnit, work.actor.at(Role.OFFICER, Role.SIGNER))
    return {code: unit for code, unit in found.items() if unit.parent and "." not in code}


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await _units(work)
    if not units:
        raise Denied
    unit = state.value("unit") if state.value("unit") in units else next(iter(units))
    law, today = work.resources.law, work.clock.today()
    ready = await queries.submittable(work.reads, law, unit=unit, on=today)
    if not state.errors:
        state = FormState.of({"title": TITLE, "unit": unit, "dossiers": [one.id for one in ready]})
    return PAGES.render(
        request,
        "submissions/new.html",
        status=422 if state.errors else 200,
        form=state,
        units=[(code, one.name) for code, one in units.items()],
        unit=unit,
        addressees=await queries.addressees(work.reads, law, unit=unit, on=today),
        ready=[Option(one.id, one.nominee.name, one.award_name) for one in ready],
    )


async def _page(request: Request, work: Any, submission_id: str, **sent: FormState) -> HTMLResponse:
    its = await queries.get(work.reads, actor=work.actor, submission_id=submission_id)
    return PAGES.render(
        request,
        "submissions/show.html",
        status=422 if sent else 200,
        its=its,
        **await show.look(work, its),
        forms={name: sent.get(name) or FormState() for name in ("revising", "sending", "discarding", "returning")},
    )

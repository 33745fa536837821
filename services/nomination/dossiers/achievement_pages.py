"""The achievement, with the law beside it while it is typed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from services.nomination.categories import CATEGORIES
from services.nomination.dossiers import show
from services.nomination.dossiers.errors import AwardMismatch, FactsMismatch
from services.nomination.dossiers.facts_form import facts_from, proposal_of, state_of
from services.nomination.dossiers.forms import AchievementForm, TypedForm, emptied, typed_so_far
from services.nomination.dossiers.looking import conditions_now
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.screen import writable
from services.nomination.dossiers.stages import ACHIEVEMENT, OF_KIND, RATINGS, required_parts, steps
from services.nomination.drafts import commands as drafts
from services.nomination.drafts.errors import SavedElsewhere, TypedElsewhere
from services.nomination.drafts.model import ACHIEVEMENT as PLACE
from services.nomination.drafts.pages import Typing, again, opened, second, seen_in
from services.nomination.pages import PAGES
from services.nomination.reports.queries import report_now
from shared.law import Facts, Kind
from shared.service import Work
from shared.web.forms import FormErrors, FormState, echo, form
from shared.web.parts import Condition, Option

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}")


@router.get("/achievement")
async def achievement(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """What the nomination rests on, with the law beside it."""
    dossier = await writable(work, dossier_id)
    typing = await opened(work.reads, dossier, PLACE, state_of(dossier))
    return await _page(request, work, dossier, typing)


@router.post("/conditions")
async def conditions(request: Request, work: Work, dossier_id: str) -> HTMLResponse:
    """What the law says of what is typed at this moment; nothing is saved."""
    dossier = await writable(work, dossier_id)
    found = await _judged(work, dossier, await _typed(request, work, dossier))
    return PAGES.render(request, "dossiers/conditions.html", dossier=dossier, conditions=found)


@router.post("/achievement")
async def describe(request: Request, work: Work, dossier_id: str) -> Response:
    """Save the achievement, then write the report; with «xem điều kiện» only look."""
    dossier = await writable(work, dossier_id)
    asked = await request.form()
    if "look" in asked:
        typing = again(dossier, PLACE, asked, FormState(echo(asked)))
        return await _page(request, work, dossier, typing, await _typed(request, work, dossier))
    sent = await form(request, AchievementForm)
    if isinstance(sent, FormErrors):
        typing = again(dossier, PLACE, asked, sent)
        return await _page(request, work, dossier, typing, await _typed(request, work, dossier))
    names = {part.code: part.name_vi for part in required_parts(work, dossier)}
    proposal = proposal_of(dossier, _known(work, sent), names, await emptied(request))
    try:
        saved = await work.run(
            drafts.save,
            law=work.resources.law,
            dossier_id=dossier_id,
            proposal=proposal,
            seen=seen_in(asked),
        )
    except (AwardMismatch, FactsMismatch) as error:
        wrong = FormErrors(echo(asked), {"": error.vi})
        return await _page(request, work, dossier, again(dossier, PLACE, asked, wrong))
    except (SavedElsewhere, TypedElsewhere) as error:
        wrong = FormErrors(echo(asked), {"": f"{error.vi} {AGAIN}"})
        typing = await second(work.reads, dossier, PLACE, wrong)
        return await _page(request, work, dossier, typing, await _typed(request, work, dossier))
    report = report_now(work.resources.law, saved, work.clock.today())
    following = "report" if report else "papers"
    return PAGES.see_other(f"/nomination/dossiers/{dossier_id}/{following}", "Đã lưu thành tích.")


CRITERIA = "criteria."
AGAIN = "Mở hồ sơ ở cửa sổ khác để xem bản kia; bấm lưu lần nữa là thay bản kia bằng bản này."
"""What somebody who came second can do."""


async def _typed(request: Request, work: Any, dossier: Dossier) -> Facts:
    sent = _known(work, await typed_so_far(request))
    return facts_from(dossier.facts, sent, kind=Kind(dossier.award_kind), empty=await emptied(request))


async def _judged(work: Any, dossier: Dossier, facts: Facts | None = None) -> list[Condition]:
    return show.conditions(await conditions_now(work.reads, work.resources.law, work.clock, dossier, facts))


def _known(work: Any, sent: TypedForm) -> TypedForm:
    """The form with those judgements that the law knows."""
    known = {row.id for row in work.resources.law.criteria(work.clock.today())}
    return sent.model_copy(update={"criteria": [key for key in sent.criteria if key in known]})


def _criteria(work: Any, dossier: Dossier) -> list[Option]:
    """The judgements that this award's conditions ask the minutes to confirm."""
    unjudged = dossier.facts.model_copy(update={"criteria": {}})
    found = work.resources.law.assess(dossier.award, unjudged, received_on=work.clock.today()).conditions
    asked = {
        fact.path.removeprefix(CRITERIA): fact.vi
        for one in found
        for fact in one.missing_facts
        if fact.path.startswith(CRITERIA)
    }
    return [Option(key, text) for key, text in asked.items()]


async def _page(
    request: Request, work: Any, dossier: Dossier, typing: Typing, facts: Facts | None = None
) -> HTMLResponse:
    return PAGES.render(
        request,
        "dossiers/new_achievement.html",
        status=422 if typing.state.errors else 200,
        form=typing.state,
        typing=typing,
        steps=steps(ACHIEVEMENT, dossier),
        dossier=dossier,
        conditions=await _judged(work, dossier, facts),
        categories=[(one.value, CATEGORIES[one]) for one in OF_KIND[dossier.nominee.kind]],
        ratings=RATINGS,
        criteria=_criteria(work, dossier),
        papers=[
            Option(part.code, part.name_vi, "" if part.required else "nếu có") for part in required_parts(work, dossier)
        ],
    )

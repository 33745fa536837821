"""Decisions over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Body, File, Path, Query, Response, UploadFile
from pydantic import AwareDatetime, Field

from services.nomination.decisions import amending, commands, queries, signing
from services.nomination.decisions.amending import Conclusion
from services.nomination.decisions.errors import (
    AlreadySigned,
    BadScan,
    BonusNotSet,
    DaysOutOfOrder,
    EmbargoPast,
    NoSignedFile,
    NotASigner,
    NotConcerned,
    NotDecidable,
    NothingApproved,
    NothingChanged,
    NotPossible,
    NotTheirPower,
    UnknownGround,
)
from services.nomination.decisions.inspection import inspect
from services.nomination.decisions.parts import Correctable, Way
from services.nomination.decisions.signing import MOST_SCAN
from services.nomination.decisions.views import DecisionPage, DecisionView, Signature
from services.nomination.searching import covered_units
from shared.errors import Conflict, NotFound, Stale
from shared.law.errors import NoRule
from shared.service import Input, Work, problems
from shared.service.work import KeyReused
from shared.signing import KeyUnusable, NoKey

router = APIRouter(prefix="/api/v1/decisions", tags=["decisions"])

DecisionId = Annotated[str, Path(max_length=64, examples=["0198c0de-0000-7000-8000-00000000000c"])]
Id = Annotated[str, Field(min_length=1, max_length=64)]
Unit = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.\-]+$")]
Title = Annotated[str, Field(min_length=5, max_length=500)]
Reason = Annotated[str, Field(min_length=3, max_length=2000)]
WRITE = (NotFound, Conflict, Stale, KeyReused, NotPossible)


class NewDecision(Input):
    """On which dossiers; or, with ``meeting`` alone, on all that it approved. ``embargo_until`` delays publication."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit": "duong-quang",
                    "title": "Về việc khen thưởng thành tích năm học 2024-2025",
                    "dossiers": ["0198c0de-0000-7000-8000-00000000000a"],
                }
            ]
        }
    }

    unit: Unit
    title: Title
    dossiers: list[Id] = Field(default=[], max_length=2000)
    meeting: str = Field(default="", max_length=64)
    embargo_until: AwareDatetime | None = None


class Revision(Input):
    """The draft as it shall read; no dossiers: the list stays; no bases: those of the library."""

    model_config = {"json_schema_extra": {"examples": [{"title": "Về việc khen thưởng", "bases": []}]}}

    title: Title
    bases: list[Annotated[str, Field(min_length=3, max_length=500)]] = Field(default=[], max_length=40)
    dossiers: list[Id] = Field(default=[], max_length=2000)
    embargo_until: AwareDatetime | None = None


class Why(Input):
    """The reason."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "Soạn nhầm danh sách."}]}}

    reason: Reason


class SignatureInput(Input):
    """The post in which the signer signs; with the own key or by hand. Without ``way``: the key, where there is one."""

    model_config = {"json_schema_extra": {"examples": [{"post": "Chủ tịch"}]}}

    post: Literal["Chủ tịch", "Phó Chủ tịch"] = "Chủ tịch"
    way: Way | None = None


class RecordInput(Input):
    """Who has signed on paper."""

    model_config = {"json_schema_extra": {"examples": [{"signed_by": "dq-chu-tich-01", "post": "Chủ tịch"}]}}

    signed_by: str = Field(min_length=1, max_length=120)
    post: Literal["Chủ tịch", "Phó Chủ tịch"] = "Chủ tịch"


class Right(Input):
    """How one award must read; what is left out stays."""

    award: Id
    name: str | None = Field(default=None, min_length=1, max_length=300)
    honorific: str | None = Field(default=None, max_length=40)
    position: str | None = Field(default=None, max_length=300)
    achievement: str | None = Field(default=None, max_length=4000)

    def values(self) -> dict[Correctable, str]:
        """What was given."""
        return {field: text for field in Correctable if (text := getattr(self, field.value)) is not None}


class NewCorrection(Input):
    """What an earlier decision wrote wrongly."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit": "duong-quang",
                    "title": "Về việc đính chính Quyết định khen thưởng",
                    "amends": "0198c0de-0000-7000-8000-00000000000c",
                    "values": [{"award": "0198c0de-0000-7000-8000-00000000000d", "name": "Nguyễn Ngọc Nhãi"}],
                    "reason": "Sai lỗi chính tả họ tên.",
                }
            ]
        }
    }

    unit: Unit
    title: Title
    amends: Id
    values: list[Right] = Field(min_length=1, max_length=2000)
    reason: Reason


class NewRevocation(Input):
    """Which awards of an earlier decision, and on which ground of article 93."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "unit": "duong-quang",
                    "title": "Về việc hủy bỏ quyết định khen thưởng",
                    "amends": "0198c0de-0000-7000-8000-00000000000c",
                    "awards": ["0198c0de-0000-7000-8000-00000000000d"],
                    "ground": "fraud",
                    "conclusion": "Kết luận kiểm tra số 03/KL-UBND",
                    "concluded_on": "2025-07-10",
                    "reported_on": "2025-07-14",
                    "reason": "Kê khai thành tích không đúng sự thật.",
                }
            ]
        }
    }

    unit: Unit
    title: Title
    amends: Id
    awards: list[Id] = Field(min_length=1, max_length=2000)
    ground: str = Field(min_length=1, max_length=60)
    conclusion: str = Field(min_length=3, max_length=500)
    concluded_on: date
    reported_on: date
    reason: Reason


@router.post(
    "",
    status_code=201,
    summary="Draft a decision",
    response_model=DecisionView,
    responses=problems(*WRITE, NotDecidable, NothingApproved, EmbargoPast, NoRule),
)
async def draft(body: NewDecision, work: Work) -> DecisionView | Response:
    """On dossiers that the council approved and on which this level has the power."""
    return await work.do(
        commands.draft,
        view=DecisionView.of,
        law=work.resources.law,
        unit=body.unit,
        title=body.title,
        dossiers=list(dict.fromkeys(body.dossiers)),
        meeting=body.meeting,
        embargo_until=body.embargo_until,
    )


@router.post(
    "/corrections",
    status_code=201,
    summary="Draft a correction",
    response_model=DecisionView,
    responses=problems(*WRITE, NotConcerned, NothingChanged, NotTheirPower),
)
async def correct(body: NewCorrection, work: Work) -> DecisionView | Response:
    """A decision of its own; the first is never touched. Signing it corrects the register and tells everybody."""
    return await work.do(
        amending.draft_correction,
        view=DecisionView.of,
        law=work.resources.law,
        unit=body.unit,
        title=body.title,
        amends=body.amends,
        values={one.award: one.values() for one in body.values},
        reason=body.reason,
    )


@router.post(
    "/revocations",
    status_code=201,
    summary="Draft a revocation",
    response_model=DecisionView,
    responses=problems(*WRITE, NotConcerned, UnknownGround, DaysOutOfOrder, NotTheirPower),
)
async def revoke(body: NewRevocation, work: Work) -> DecisionView | Response:
    """On one of the four grounds; the answer says by when it had to be proposed and is to be decided."""
    return await work.do(
        amending.draft_revocation,
        view=DecisionView.of,
        law=work.resources.law,
        unit=body.unit,
        title=body.title,
        amends=body.amends,
        awards=body.awards,
        conclusion=Conclusion(
            ground=body.ground, paper=body.conclusion, concluded_on=body.concluded_on, reported_on=body.reported_on
        ),
        reason=body.reason,
    )


@router.put(
    "/{decision_id}",
    summary="Change a draft",
    response_model=DecisionView,
    responses=problems(*WRITE, NotDecidable, EmbargoPast),
)
async def revise(decision_id: DecisionId, body: Revision, work: Work) -> DecisionView | Response:
    """Until it is signed; the history keeps the difference."""
    return await work.do(
        commands.revise,
        view=DecisionView.of,
        law=work.resources.law,
        decision_id=decision_id,
        title=body.title,
        bases=body.bases,
        dossiers=list(dict.fromkeys(body.dossiers)),
        embargo_until=body.embargo_until,
    )


@router.post(
    "/{decision_id}/discarding", summary="Discard a draft", response_model=DecisionView, responses=problems(*WRITE)
)
async def discard(decision_id: DecisionId, body: Why, work: Work) -> DecisionView | Response:
    """It had no number, so none is missing."""
    return await work.do(commands.discard, view=DecisionView.of, decision_id=decision_id, reason=body.reason)


@router.post(
    "/{decision_id}/signature",
    summary="Sign a decision",
    response_model=DecisionView,
    responses=problems(*WRITE, NotDecidable, AlreadySigned, BonusNotSet, NoKey, KeyUnusable, NoRule),
)
async def sign(
    decision_id: DecisionId, work: Work, body: Annotated[SignatureInput | None, Body()] = None
) -> DecisionView | Response:
    """Gives the next number of the series without holes, fixes the money, grants the awards. It cannot be undone."""
    given = body or SignatureInput()
    return await work.do(
        signing.sign,
        view=DecisionView.of,
        law=work.resources.law,
        keys=work.resources.keys,
        decision_id=decision_id,
        post=given.post,
        way=given.way,
    )


@router.post(
    "/{decision_id}/paper",
    summary="Record a signature on paper",
    response_model=DecisionView,
    responses=problems(*WRITE, NotDecidable, AlreadySigned, BonusNotSet, NotASigner, NoRule),
)
async def record(decision_id: DecisionId, body: RecordInput, work: Work) -> DecisionView | Response:
    """The officer notes that the signer has signed by hand; both names are kept."""
    return await work.do(
        signing.record,
        view=DecisionView.of,
        law=work.resources.law,
        decision_id=decision_id,
        signed_by=body.signed_by,
        post=body.post,
    )


@router.post(
    "/{decision_id}/scan",
    summary="Attach the scan of the signed paper",
    response_model=DecisionView,
    responses=problems(*WRITE, BadScan),
)
async def attach(decision_id: DecisionId, work: Work, file: Annotated[UploadFile, File()]) -> DecisionView:
    """A PDF, once; a repetition is refused."""
    content = await file.read(MOST_SCAN + 1)
    return DecisionView.of(await work.run(signing.attach, decision_id=decision_id, content=content))


@router.get("", summary="List decisions", responses=problems())
async def index(
    work: Work,
    unit: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> DecisionPage:
    """Signed decisions of everybody, drafts and sealed ones of the person's own units; newest first."""
    found = await queries.page(work.reads, actor=work.actor, unit=unit, after=after, limit=limit)
    return DecisionPage.of(found, await covered_units(work.reads, work.actor))


@router.get("/{decision_id}", summary="Read a decision", responses=problems(NotFound))
async def show(decision_id: DecisionId, work: Work, response: Response) -> DecisionView:
    """One decision with its lines; the ETag is its version."""
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    response.headers["ETag"] = f'"{decision.version}"'
    covered = decision.unit in await covered_units(work.reads, work.actor)
    return DecisionView.of(decision) if covered else DecisionView.seen_from_outside(decision)


@router.get("/{decision_id}/signature", summary="Check the signature", responses=problems(NotFound))
async def signature(decision_id: DecisionId, work: Work) -> Signature:
    """Reads the stored file again and holds it against what the decision says of it."""
    decision = await queries.get(work.reads, actor=work.actor, decision_id=decision_id)
    return await inspect(work.reads, decision, work.resources.keys)


@router.get("/{decision_id}/signed.pdf", summary="The signed file", responses=problems(NoSignedFile))
async def signed_file(decision_id: DecisionId, work: Work) -> Response:
    """The PDF with its signature, byte for byte as it was signed; or the scan of the signed paper."""
    file = await queries.file(work.reads, actor=work.actor, decision_id=decision_id)
    return Response(file.content, media_type="application/pdf")

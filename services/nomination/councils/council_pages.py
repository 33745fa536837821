"""Councils on screen: who sits in them, as what, for how long."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from services.nomination import access
from services.nomination.councils import commands, queries
from services.nomination.councils.model import Council, Post, Seat
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.errors import RuleBroken
from shared.identity import Role
from shared.identity.directory import DirectoryUnit, people_at
from shared.service import Work
from shared.web.forms import Day, FormErrors, FormState, form
from shared.web.parts import Option

router = APIRouter(include_in_schema=False, prefix="/councils")
SEATED = (Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER)


class NewCouncilForm(BaseModel):
    """The council and who sits in it from when on."""

    unit: str = Field(title="đơn vị", min_length=1, max_length=80)
    name: str = Field(title="tên Hội đồng", min_length=5, max_length=300)
    chair: str = Field(title="Chủ tịch Hội đồng", min_length=1, max_length=80)
    secretary: str = Field(title="thư ký", min_length=1, max_length=80)
    members: list[str] = Field(title="ủy viên", min_length=1, max_length=99)
    valid_from: Day = Field(title="ngày bắt đầu nhiệm kỳ")
    valid_to: Day | None = Field(None, title="ngày kết thúc nhiệm kỳ")

    def seats(self) -> tuple[Seat, ...]:
        """A seat for each member and the chair."""
        term = {"valid_from": self.valid_from, "valid_to": self.valid_to}
        people = dict.fromkeys((self.chair, *self.members))
        return tuple(Seat.model_validate({"person": person, **term}) for person in people)


class LeadForm(BaseModel):
    """Name, chair and secretary."""

    name: str = Field(title="tên Hội đồng", min_length=5, max_length=300)
    chair: str = Field(title="Chủ tịch Hội đồng", min_length=1, max_length=80)
    secretary: str = Field(title="thư ký", min_length=1, max_length=80)


class SeatForm(BaseModel):
    """A member's term."""

    person: str = Field(title="ủy viên", min_length=1, max_length=80)
    post: Post = Field(Post.MEMBER, title="chức vụ trong Hội đồng")
    valid_from: Day = Field(title="ngày bắt đầu")
    valid_to: Day | None = Field(None, title="ngày kết thúc")
    relatives: str = Field("", title="người thân", max_length=5000)

    def seat(self) -> Seat:
        """As the model takes it."""
        names = tuple(line.strip()[:200] for line in self.relatives.splitlines() if line.strip())
        return Seat.model_validate({**self.model_dump(exclude={"relatives"}), "relatives": names})


@router.get("")
async def index(request: Request, work: Work) -> HTMLResponse:
    """The councils of the units that the person's offices cover."""
    found = (await queries.councils(work.reads, actor=work.actor, limit=200)).items
    names = await Names.load(work.reads, people={one.chair for one in found}, units={one.unit for one in found})
    today = work.clock.today()
    rows = [
        {
            "url": f"/nomination/councils/{one.id}",
            "name": one.name,
            "chair": names.person(one.chair),
            "members": len(one.members(today)),
        }
        for one in found
    ]
    return PAGES.render(request, "councils/councils.html", rows=rows, may_keep=bool(_units(work)))


@router.get("/new")
async def blank(request: Request, work: Work) -> HTMLResponse:
    """Set one up."""
    return await _new(request, work, FormState())


@router.post("/new")
async def create(request: Request, work: Work) -> Response:
    """Save it."""
    sent = await form(request, NewCouncilForm)
    if isinstance(sent, FormErrors):
        return await _new(request, work, sent)
    try:
        council = await work.run(
            commands.create,
            unit=sent.unit,
            name=sent.name,
            chair=sent.chair,
            secretary=sent.secretary,
            seats=sent.seats(),
        )
    except RuleBroken as error:
        return await _new(request, work, FormErrors(sent.model_dump(mode="json"), {"": error.vi}))
    return PAGES.see_other(f"/nomination/councils/{council.id}", "Đã lập Hội đồng.")


@router.get("/{council_id}")
async def one(request: Request, work: Work, council_id: str) -> HTMLResponse:
    """Members with their terms."""
    return await _page(request, work, council_id, FormState())


@router.post("/{council_id}/lead")
async def lead(request: Request, work: Work, council_id: str) -> Response:
    """Change name, chair or secretary."""
    sent = await form(request, LeadForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, council_id, sent)
    council = await queries.council(work.reads, actor=work.actor, council_id=council_id)
    return await _saved(request, work, council_id, commands.compose, **sent.model_dump(), seats=council.seats)


@router.post("/{council_id}/seats")
async def seat(request: Request, work: Work, council_id: str) -> Response:
    """Add a member, or change a term."""
    sent = await form(request, SeatForm)
    if isinstance(sent, FormErrors):
        return await _page(request, work, council_id, sent)
    return await _saved(request, work, council_id, commands.seat, seat=sent.seat())


async def _saved(request: Request, work: Any, council_id: str, command: Any, **arguments: Any) -> Response:
    try:
        await work.run(command, council_id=council_id, **arguments)
    except RuleBroken as error:
        return await _page(request, work, council_id, FormErrors({}, {"": error.vi}))
    return PAGES.see_other(f"/nomination/councils/{council_id}", "Đã lưu thành phần Hội đồng.")


async def _new(request: Request, work: Any, state: FormState) -> HTMLResponse:
    units = await work.reads.get_many(DirectoryUnit, _units(work))
    places = [unit for unit in units.values() if unit.level != "base"]
    people = {unit.id: await _people(work, unit.id) for unit in places}
    return PAGES.render(
        request,
        "councils/council_new.html",
        status=422 if state.errors else 200,
        form=state,
        units=[(unit.id, unit.name) for unit in places],
        members=[option for options in people.values() for option in options[0]],
        secretaries=[option for options in people.values() for option in options[1]],
        suggested=f"Hội đồng Thi đua - Khen thưởng {_lower(places[0].name)}" if len(places) == 1 else "",
    )


async def _page(request: Request, work: Any, council_id: str, state: FormState) -> HTMLResponse:
    council = await queries.council(work.reads, actor=work.actor, council_id=council_id)
    people = {council.chair, council.secretary, *(one.person for one in council.seats)}
    names = await Names.load(work.reads, people=people, units={council.unit})
    keeps = access.keeps_council(council.unit)(work.actor)
    members, secretaries = await _people(work, council.unit) if keeps else ([], [])
    return PAGES.render(
        request,
        "councils/council.html",
        status=422 if state.errors else 200,
        form=state,
        council=council,
        names=names,
        rows=_rows(council, names, work, keeps),
        keeps=keeps,
        members=members,
        seated=[Option(one.person, names.person(one.person)) for one in council.seats],
        secretaries=secretaries,
        posts=[(post.value, PAGES.labels.name(post)) for post in Post],
    )


def _rows(council: Council, names: Names, work: Any, keeps: bool) -> list[dict[str, Any]]:
    today = work.clock.today()
    return [
        {
            "name": names.person(one.person),
            "post": "Chủ tịch Hội đồng" if one.person == council.chair else PAGES.labels.name(one.post),
            "since": one.valid_from,
            "until": one.valid_to,
            "now": "đang giữ" if one.is_held(today) else "ngoài nhiệm kỳ",
            "relatives": ", ".join(one.relatives) if keeps or one.person == work.actor.subject else "",
        }
        for one in council.seats
    ]


async def _people(work: Any, unit: str) -> tuple[list[Option], list[Option]]:
    """Who can sit in a council of the unit, and who can be its secretary, by the offices of the directory."""
    today = work.clock.today()
    seated = await people_at(work.reads, unit, *SEATED, on=today)
    writing = await people_at(work.reads, unit, Role.COUNCIL_SECRETARY, on=today)
    return [Option(one.id, one.name) for one in seated], [Option(one.id, one.name) for one in writing]


def _units(work: Any) -> list[str]:
    found: list[str] = work.actor.at(Role.OFFICER, Role.ADMIN)
    return found


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]

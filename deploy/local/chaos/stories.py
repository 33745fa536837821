"""What people do while things break. A story is a chain of commands about one thing; the seed decides all of it.

Every choice comes out of the story's own random numbers, which depend on the seed and the number of the story alone:
the same seed tells the same stories, whatever happens to them.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from deploy.local.chaos.client import Client
from deploy.local.chaos.councils import council
from deploy.local.chaos.kinds import DOSSIER, MOVEMENT, OFFICER, PLAN, PLEDGE, UNIT
from deploy.local.chaos.ledger import Command, Json, Kind, Ledger, Outcome, Thing
from deploy.local.chaos.places import ADMIN, SINCE, SPARE, TODAY, TOWN, TOWN_OFFICER, Commune, Places
from deploy.local.play import bodies
from deploy.local.play.data import Sample

HASTY, TWICE, GUARDED = 0.08, 0.1, 0.25
"""Shares of commands whose sender gives up at the first failure, sends twice at once, names the version it has seen."""

LOCAL, PROVINCIAL = "hs-01", "hs-17"
"""The dossiers of the sample that are nominated again and again, for others: for the commune's
praise and for the province's."""


class Over(Exception):
    """A command was refused, or nobody knows what became of it: the story ends here."""


@dataclass
class Stage:
    """What all stories share."""

    seed: int
    places: Places
    sample: Sample
    client: Client
    ledger: Ledger
    plans: int = 0
    """How many plans were begun: each unit has one for a year."""
    meetings: int = 0
    """How many times a council was called together."""


class Story:
    """One chain of commands. A ``patient`` one never gives up: others depend on it."""

    def __init__(self, stage: Stage, number: int, *, patient: bool = False) -> None:
        self.stage = stage
        self.number = number
        self.patient = patient
        self.random = random.Random(f"{stage.seed}/story/{number}")  # noqa: S311 - to be repeated, not secret
        self._commands = 0

    @property
    def name(self) -> str:
        """Unique in the run."""
        return f"chaos-{self.stage.seed}-{self.number}"

    def mark(self) -> str:
        """A text that nothing else in the run contains."""
        return f"[{self.name}-{self._commands + 1}]"

    def chance(self, share: float) -> bool:
        """Whether something that happens in that share of cases happens now."""
        return self.random.random() < share

    def nomination(self, key: str, unit: str) -> Json:
        """A dossier of the sample for somebody else, nominated by that unit."""
        body = bodies.dossier(self.stage.sample, self.stage.sample.dossiers[key], complete=True)
        whom = {**body["nominee"], "id": self.name, "name": f"{body['nominee']['name']} {self.name}", "unit": unit}
        return body | {"nominating_unit": unit, "nominee": whom}

    def beside(self, number: int) -> Story:
        """Another one at the same time, whose choices do not depend on who is quicker."""
        return Story(self.stage, self.number * 1000 + number, patient=self.patient)

    async def create(self, kind: Kind, who: str, body: Json, *, marker: str, thing: Thing | None = None) -> Thing:
        """Have a thing created; ``thing`` where it is read by somebody else."""
        thing = thing or Thing(kind=kind, marker=marker, reader=who)
        self.stage.ledger.things.append(thing)
        view = await self._do(thing, "create", who, f"POST {kind.path}", body=body)
        thing.id = view.get("id") or view["code"]
        return thing

    async def act(
        self,
        thing: Thing,
        verb: str,
        who: str,
        way: str = "",
        *,
        method: str = "",
        body: Json | None = None,
        mark: str = "",
        done: str = "",
    ) -> Json:
        """Do something to a thing: POST to ``way`` below it, or PUT to itself where there is no way.

        ``done`` is for what takes no key, see ``Command``.
        """
        request = f"{method or 'POST'} {thing.path}/{way}" if way else f"PUT {thing.path}"
        return await self._do(thing, verb, who, request, body=body, mark=mark, done=done)

    async def _do(
        self, thing: Thing, verb: str, who: str, request: str, *, body: Json | None, mark: str = "", done: str = ""
    ) -> Json:
        self._commands += 1
        key = str(uuid5(NAMESPACE_URL, f"urn:thidua:chaos:{self.name}:{self._commands}"))
        method, _, path = request.partition(" ")
        hasty, twice, guarded = (self.chance(share) for share in (HASTY, TWICE, GUARDED))
        last = thing.commands[-1].answer if guarded and thing.kind.guarded and thing.commands else {}
        command = Command(
            verb=verb,
            who=who,
            method=method,
            path=path,
            body=body,
            key=key,
            mark=mark,
            seen=last.get("version"),
            done=done,
        )
        thing.commands.append(command)
        await self.stage.client.command(command, hasty=hasty and not self.patient, twice=twice)
        if command.outcome is not Outcome.ACKNOWLEDGED:
            raise Over
        await asyncio.sleep(self.random.uniform(0, 0.15))
        return command.answer


async def dossier(story: Story) -> None:
    """A head nominates; the officer returns, accepts or sends on; the head completes or withdraws."""
    commune, unit, head = _somewhere(story)
    key = LOCAL if story.chance(0.7) else PROVINCIAL
    body = story.nomination(key, unit)
    thing = await story.create(DOSSIER, head, body, marker=story.name)
    if story.chance(0.4):
        await story.act(thing, "edit", head, body=body | {"achievement": f"{body['achievement']} {story.mark()}"})
    await story.act(thing, "submit", head, "submission")
    while story.chance(0.35):
        mark = story.mark()
        await story.act(
            thing, "return", commune.officer, "return", body={"reason": f"Thiếu giấy {mark}", "parts": ["C"]}, mark=mark
        )
        await story.act(thing, "edit", head, body=body)
        await story.act(thing, "submit", head, "submission")
    if story.chance(0.8):
        await story.act(thing, "accept", commune.officer, "acceptance")
        if key == PROVINCIAL:
            await story.act(thing, "forward", commune.officer, "forwarding", body={"to_unit": TOWN})
            return await _at_the_town(story, thing)
    if story.chance(0.5):
        mark = story.mark()
        await story.act(thing, "withdraw", head, "withdrawal", body={"reason": f"Chuyển công tác {mark}"}, mark=mark)
    return None


async def _at_the_town(story: Story, thing: Thing) -> None:
    if story.chance(0.7):
        await story.act(thing, "accept", TOWN_OFFICER, "acceptance")
    else:
        mark = story.mark()
        await story.act(thing, "return", TOWN_OFFICER, "return", body={"reason": f"Thiếu sáng kiến {mark}"}, mark=mark)


async def pledge(story: Story) -> None:
    """A unit registers titles with its commune, which agrees or sends it back."""
    commune, unit, head = _somewhere(story)
    title = {"subject_kind": "individual", "subject": f"Cá nhân {story.number}", "award": "TD-CN-LDTT"}
    more = {"subject_kind": "individual", "subject": f"Cá nhân khác {story.number}", "award": "TD-CN-LDTT"}
    heading = f"Đăng ký danh hiệu {story.name}"
    body = {"kind": "titles", "year": 2025, "title": heading, "from_unit": unit, "lines": {"titles": [title]}}
    thing = await story.create(PLEDGE, head, body, marker=heading)
    if story.chance(0.4):
        await story.act(thing, "rewrite", head, body={"lines": {"titles": [title, more]}})
    await story.act(thing, "submit", head, "submission")
    while story.chance(0.3):
        mark = story.mark()
        await story.act(thing, "return", commune.officer, "return", body={"reason": f"Ít quá {mark}"}, mark=mark)
        await story.act(thing, "rewrite", head, body={"lines": {"titles": [more]}})
        await story.act(thing, "submit", head, "submission")
    if story.chance(0.85):
        await story.act(thing, "approve", commune.officer, "approval")


async def plan(story: Story) -> None:
    """A commune plans and signs; then its units report on their tasks, all at the same moment."""
    stage = story.stage
    stage.plans += 1
    commune = stage.places.communes[stage.plans % len(stage.places.communes)]
    units = dict(story.random.sample(sorted(commune.heads.items()), 3))
    tasks = [
        {"code": f"II.{n}", "title": f"Nhiệm vụ {n}", "leader": unit, "due_on": "2025-12-15", "period": "all_year"}
        for n, unit in enumerate(units, 1)
    ]
    title = f"Kế hoạch {story.name}"
    recipients = [{"name": "Các đơn vị", "units": sorted(units), "channel": "mail"}]
    content = {"title": title, "tasks": tasks, "recipients": recipients}
    year = 2000 + stage.plans // len(stage.places.communes)
    thing = await story.create(PLAN, commune.officer, content | {"unit": commune.code, "year": year}, marker=title)
    if story.chance(0.5):
        await story.act(thing, "revise", commune.officer, body=content | {"basis": "Căn cứ tình hình của xã."})
    await story.act(thing, "issue", commune.signer, "issuance")
    await asyncio.gather(*(_report(story.beside(n), thing, f"II.{n}", *one) for n, one in enumerate(units.items(), 1)))


async def _report(story: Story, thing: Thing, task: str, unit: str, head: str) -> None:
    for value in range(1, 3):
        mark = story.mark()
        body = {"unit": unit, "summary": f"Đã làm {mark}", "done": value == 2}
        try:
            await story.act(thing, "report", head, f"tasks/{task}/reports", body=body, mark=mark)
        except Over:
            return


async def movement(story: Story) -> None:
    """A commune launches a movement: everybody below it is told."""
    commune, _, _ = _somewhere(story)
    title = f"Phong trào {story.name}"
    criteria = [{"code": "1", "name": "Thực hiện nhiệm vụ được giao", "max_points": 100}]
    said = {"unit": commune.code, "title": title, "starts_on": str(TODAY), "ends_on": "2025-12-15"}
    await story.create(MOVEMENT, commune.officer, said | {"criteria": criteria}, marker=title)


async def officer(story: Story) -> None:
    """Somebody is entered with an office, gets another one, and leaves it."""
    first, second = (
        {"role": role, "unit": unit, "valid_from": SINCE}
        for role, unit in (("auditor", SPARE), ("auditor", f"{SPARE}.kho"))
    )
    person = {"id": story.name, "name": f"Người thử {story.number}", "position": "Kiểm tra", "offices": [first]}
    thing = await story.create(OFFICER, ADMIN, person, marker=story.name)
    await story.act(thing, "appoint", ADMIN, "offices", body=second)
    if story.chance(0.6):
        await story.act(thing, "relieve", ADMIN, "relief", body={"role": "auditor", "unit": SPARE, "on": str(TODAY)})


async def unit(story: Story) -> None:
    """A unit is entered, and perhaps ends."""
    code = f"{SPARE}.{story.name}"
    body = {"code": code, "name": f"Thôn {story.number}", "level": "base", "category": "hamlet", "parent": SPARE}
    thing = await story.create(UNIT, ADMIN, body | {"valid_from": SINCE}, marker=code)
    if story.chance(0.5):
        await story.act(thing, "end", ADMIN, "succession", body={"on": "2025-12-31", "successors": []})


Tell = Callable[[Story], Awaitable[None]]
WEIGHTS: dict[Tell, int] = {dossier: 50, pledge: 20, council: 6, plan: 8, movement: 2, officer: 8, unit: 6}


def story_of(stage: Stage, number: int) -> tuple[Story, Tell]:
    """The story of that number. The first ones are the councils, one of each commune, who see it through."""
    if number <= len(stage.places.communes):
        return Story(stage, number, patient=True), council
    story = Story(stage, number)
    (tell,) = story.random.choices(list(WEIGHTS), list(WEIGHTS.values()))
    return story, tell


def _somewhere(story: Story) -> tuple[Commune, str, str]:
    """A commune, one of its units, and the head of that."""
    commune = story.random.choice(story.stage.places.communes)
    unit, head = story.random.choice(sorted(commune.heads.items()))
    return commune, unit, head

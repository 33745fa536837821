"""What units and reviewers do with registrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.registration import access
from services.registration.movements.model import Movement
from services.registration.registrations.lines import Lines
from services.registration.registrations.model import Kind, Registration
from services.registration.units import queries as units
from services.registration.units.model import Unit
from shared.clock import Clock
from shared.errors import NotFound, RuleBroken
from shared.events import Level
from shared.identity import Actor
from shared.law import Law, UnknownAward
from shared.store import Transaction


class NotAbove(RuleBroken):
    code = "registration.to_unit"
    title_vi = "{from_unit} đăng ký với đơn vị cấp trên trực tiếp là {above}, không phải {to_unit}."
    title_en = "{from_unit} registers with the unit directly above it, {above}, not with {to_unit}."


class NotAnAward(RuleBroken):
    code = "registration.award"
    title_vi = "{subject}: năm {year} không có danh hiệu mã {award}."
    title_en = "{subject}: there is no award {award} in {year}."


class NotForSubject(RuleBroken):
    code = "registration.award_subject"
    title_vi = "{subject}: danh hiệu «{award}» không dành cho đối tượng này."
    title_en = "{subject}: the award {award} is not for this kind of subject."


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a new registration is about. Without ``to_unit`` it goes to the unit directly above."""

    what: Kind
    year: int
    title: str
    from_unit: str
    to_unit: str | None = None
    movement: str | None = None


async def draft(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, heading: Heading, lines: Lines
) -> Registration:
    """Begin a registration."""
    access.registers_for(heading.from_unit).or_deny(actor)
    unit = await units.get(tx, heading.from_unit)
    above = unit.parent or ""
    if heading.to_unit not in (None, above) or not above:
        raise NotAbove(from_unit=unit.id, above=above or "–", to_unit=heading.to_unit or "–")
    if heading.movement is not None:
        await _check_movement(tx, heading.movement, unit)
    _check_awards(law, lines, year=heading.year, today=clock.today())
    owner = unit if unit.level is not Level.BASE else await units.get(tx, above)
    registration = Registration.draft(
        what=heading.what,
        year=heading.year,
        title=heading.title,
        unit=owner.id,
        level=owner.level,
        from_unit=unit.id,
        to_unit=above,
        movement=heading.movement,
        lines=lines,
    )
    return tx.save(registration)


async def rewrite(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    registration_id: str,
    lines: Lines,
    title: str | None = None,
) -> Registration:
    """Replace what it asks for, as long as it is not with the unit above."""
    registration = await _mine(tx, registration_id, actor)
    registration.rewrite(lines, title=title)
    _check_awards(law, lines, year=registration.year, today=clock.today())
    return tx.save(registration)


async def add_lines(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, registration_id: str, more: Lines
) -> Registration:
    """Add lines to those that stand there."""
    registration = await _mine(tx, registration_id, actor)
    held = registration.lines
    lines = Lines(
        criteria=(*held.criteria, *more.criteria),
        pledges=(*held.pledges, *more.pledges),
        titles=(*held.titles, *more.titles),
        aims=(*held.aims, *more.aims),
    )
    registration.rewrite(lines)
    _check_awards(law, more, year=registration.year, today=clock.today())
    return tx.save(registration)


async def remove_line(
    tx: Transaction, *, actor: Actor, clock: Clock, registration_id: str, sort: str, place: int
) -> Registration:
    """Take one line out: ``sort`` is criteria, pledges, titles or aims, ``place`` counts from 0."""
    registration = await _mine(tx, registration_id, actor)
    held = getattr(registration.lines, sort) if sort in Lines.model_fields else ()
    if not 0 <= place < len(held):
        raise NotFound(what="dòng này trong bản đăng ký")
    rest = (*held[:place], *held[place + 1 :])
    registration.rewrite(registration.lines.model_copy(update={sort: rest}))
    return tx.save(registration)


async def take_criteria(
    tx: Transaction, *, actor: Actor, clock: Clock, registration_id: str, movement_id: str
) -> Registration:
    """Take over the criteria of a movement that are not there yet."""
    registration = await _mine(tx, registration_id, actor)
    unit = await units.get(tx, registration.from_unit)
    movement = await _check_movement(tx, movement_id, unit)
    held = registration.lines.criteria
    numbers = {one.code for one in held}
    criteria = (*held, *(one for one in movement.criteria if one.code not in numbers))
    registration.rewrite(registration.lines.model_copy(update={"criteria": criteria}))
    registration.movement = movement.id
    return tx.save(registration)


async def submit(tx: Transaction, *, actor: Actor, clock: Clock, registration_id: str) -> Registration:
    """Send it to the unit above."""
    registration = await _mine(tx, registration_id, actor)
    registration.submit(by=actor, at=clock.now(), on=clock.today())
    return tx.save(registration)


async def send_back(tx: Transaction, *, actor: Actor, clock: Clock, registration_id: str, reason: str) -> Registration:
    """Return it with the reason."""
    registration = await tx.get(Registration, registration_id)
    access.reviews_for(registration.to_unit).or_deny(actor)
    registration.send_back(reason=reason, by=actor, at=clock.now())
    return tx.save(registration)


async def approve(tx: Transaction, *, actor: Actor, clock: Clock, registration_id: str) -> Registration:
    """Agree to it; what was agreed is kept as it stands."""
    registration = await tx.get(Registration, registration_id)
    access.reviews_for(registration.to_unit).or_deny(actor)
    registration.approve(by=actor, at=clock.now(), on=clock.today())
    return tx.save(registration)


async def _mine(tx: Transaction, registration_id: str, actor: Actor) -> Registration:
    registration = await tx.get(Registration, registration_id)
    access.registers_for(registration.from_unit).or_deny(actor)
    return registration


async def _check_movement(tx: Transaction, movement_id: str, unit: Unit) -> Movement:
    """A unit takes part in its own movements and in those of the units above it."""
    movement = await tx.get_or_none(Movement, movement_id)
    if movement is None or movement.unit not in unit.path.split("/"):
        raise NotFound(what=f"phong trào {movement_id}")
    return movement


def _check_awards(law: Law, lines: Lines, *, year: int, today: date) -> None:
    """Every title must exist by the law of the day on which it is registered."""
    for line in lines.titles:
        try:
            award = law.award(line.award, today)
        except UnknownAward as error:
            raise NotAnAward(subject=line.subject, year=year, award=line.award) from error
        if line.subject_kind.value not in {kind.value for kind in award.subjects}:
            raise NotForSubject(subject=line.subject, award=award.name_vi)

"""Permission as small predicates: combined with ``|`` and ``&``, tested as tables. The default is no."""

from __future__ import annotations

from collections.abc import Callable

from shared.errors import Denied
from shared.identity.actor import Actor
from shared.identity.roles import Role


class Rule:
    """A predicate over an actor. ``rule(actor)`` answers; ``rule.or_deny(actor)`` raises Denied."""

    def __init__(self, test: Callable[[Actor], bool]) -> None:
        self._test = test

    def __call__(self, actor: Actor) -> bool:
        return self._test(actor)

    def __or__(self, other: Rule) -> Rule:
        return Rule(lambda actor: self(actor) or other(actor))

    def __and__(self, other: Rule) -> Rule:
        return Rule(lambda actor: self(actor) and other(actor))

    def __invert__(self) -> Rule:
        return Rule(lambda actor: not self(actor))

    def or_deny(self, actor: Actor) -> None:
        """Raise Denied unless the actor passes."""
        if not self(actor):
            raise Denied


def holds(role: Role, *, at: str | None = None) -> Rule:
    """Holds the role at exactly that unit; anywhere where ``at`` is None."""
    return Rule(
        lambda actor: any(office.role is role and (at is None or office.unit == at) for office in actor.offices)
    )


def covers(path: str) -> Rule:
    """Holds some office at the unit of that path or above it."""
    return Rule(lambda actor: actor.covers(path))


def is_person(subject: str) -> Rule:
    """Is this very person."""
    return Rule(lambda actor: actor.subject == subject)


signed_in = Rule(lambda actor: bool(actor.offices))

"""Choosing which mails one gets."""

from __future__ import annotations

from services.notification.notices.wording import Wordings
from services.notification.preferences.model import Preference
from shared.clock import Clock
from shared.errors import RuleBroken
from shared.identity import Actor
from shared.store import Transaction


class NotOptional(RuleBroken):
    code = "preferences.required"
    title_vi = "Không tắt được thư «{kind}»: đây là thông báo bắt buộc, hoặc không có loại thư này."
    title_en = "Mails of the kind {kind} cannot be switched off."


async def choose(
    tx: Transaction, *, actor: Actor, clock: Clock, wordings: Wordings, without_mail: list[str]
) -> Preference:
    """Do without the mails of these kinds; the inbox keeps every notice. Raises NotOptional."""
    for kind in without_mail:
        if kind not in wordings.optional_mail:
            raise NotOptional(kind=kind)
    return tx.put(Preference(id=actor.subject, without_mail=tuple(sorted(set(without_mail)))))

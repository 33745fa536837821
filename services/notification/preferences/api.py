"""Preferences over HTTP: one's own."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from services.notification.preferences import commands
from services.notification.preferences.commands import NotOptional
from services.notification.preferences.model import Preference
from shared.errors import Conflict
from shared.service import Input, Work, problems
from shared.service.work import KeyReused

router = APIRouter(prefix="/api/v1/preferences", tags=["preferences"])


class Choice(Input):
    """Kinds of notices to get without a mail."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"without_mail": ["movement-launched"]}]}, extra="forbid")

    without_mail: list[str] = Field(max_length=50)


class PreferenceView(BaseModel):
    """What somebody chose, and what may be chosen."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"without_mail": ["movement-launched"], "optional": ["movement-launched"]}]}
    )

    without_mail: list[str]
    optional: list[str]


@router.get("", summary="Which mails I do without", responses=problems())
async def seen(work: Work) -> PreferenceView:
    """``optional`` are the kinds whose mail may be switched off."""
    chosen = await work.reads.get_or_none(Preference, work.actor.subject)
    return _view(work, chosen or Preference(id=work.actor.subject))


@router.put(
    "",
    summary="Choose which mails I do without",
    response_model=PreferenceView,
    responses=problems(NotOptional, Conflict, KeyReused),
)
async def choose(body: Choice, work: Work) -> PreferenceView | Response:
    """Kinds that are required cannot be switched off; the inbox keeps every notice."""
    return await work.do(
        commands.choose,
        view=lambda chosen: _view(work, chosen),
        wordings=work.resources.wordings,
        without_mail=body.without_mail,
    )


def _view(work: Work, chosen: Preference) -> PreferenceView:
    return PreferenceView(without_mail=list(chosen.without_mail), optional=list(work.resources.wordings.optional_mail))

"""Writing what is read out: whole sentences from a decision, names as written, amounts and dates in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.notification import naming
from services.notification.notices.wording import Text, environment
from shared.documents.number_words import dong_in_words, number_in_words
from shared.events.nomination import DecisionIssued, DecisionLine
from shared.events.parts import SubjectKind
from shared.law import Law

FILE = Path(__file__).parents[1] / "wording" / "bulletins" / "decision.yaml"
WHO = {
    SubjectKind.INDIVIDUAL: "cá nhân",
    SubjectKind.COLLECTIVE: "tập thể",
    SubjectKind.HOUSEHOLD: "hộ gia đình",
}
EACH = {SubjectKind.INDIVIDUAL: "mỗi người", SubjectKind.COLLECTIVE: "mỗi tập thể", SubjectKind.HOUSEHOLD: "mỗi hộ"}
_SPACE = re.compile(r"\s+")


class ScriptWording(BaseModel):
    """The file with the words of a bulletin."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    paragraphs: tuple[Text, ...] = Field(min_length=1)
    station: Text
    deciding: Text

    @classmethod
    def load(cls, file: Path = FILE) -> Self:
        """Read it; raises pydantic's ValidationError."""
        return cls.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Group:
    """Those who get the same for the same."""

    who: str
    award: str
    bonus: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """What is read out."""

    title: str
    paragraphs: tuple[str, ...]


class ScriptWriter:
    """Writes the script of a decision for one commune."""

    def __init__(self, wording: ScriptWording, law: Law) -> None:
        self._wording = wording
        self._law = law
        self._sandbox = environment()
        self._sandbox.filters |= {"ngay_doc": spoken_day, "dau_cau": upper_first}

    def write(self, event: DecisionIssued, *, commune: str, names: Mapping[str, str]) -> Script:
        """``names`` are those of the commune and of the unit that decided, by code."""
        lines = lines_of(event, commune)
        facts = {
            "number": event.number,
            "number_spoken": spoken_number(event.number),
            "signed_on": event.signed_on,
            "signer": self._render(self._wording.deciding, {"unit": names[event.unit]}),
            "commune": names[commune],
            "station": self._wording.station,
            "who": _and([f"{number_in_words(len(group))} {WHO[kind]}" for kind, group in _by_kind(lines).items()]),
            "groups": self._groups(lines, event.signed_on),
        }
        return Script(
            title=self._render(self._wording.title, facts),
            paragraphs=tuple(self._render(paragraph, facts) for paragraph in self._wording.paragraphs),
        )

    def _groups(self, lines: list[DecisionLine], on: date) -> list[Group]:
        found: dict[tuple[SubjectKind, str, int], list[str]] = {}
        for line in lines:
            found.setdefault((line.nominee.kind, line.award, line.bonus), []).append(line.nominee.name)
        groups = []
        for (kind, award, bonus), people in found.items():
            each = f" {EACH[kind]}" if len(people) > 1 else ""
            groups.append(
                Group(
                    who=upper_first(f"{number_in_words(len(people))} {WHO[kind]}"),
                    award=naming.award_phrase(self._law, award, on),
                    bonus=f"{dong_in_words(bonus)}{each}" if bonus else "",
                    names=tuple(people),
                )
            )
        return groups

    def _render(self, template: str, facts: Mapping[str, object]) -> str:
        text = _SPACE.sub(" ", self._sandbox.from_string(template).render(facts)).strip()
        return text.replace(" ,", ",").replace(" .", ".")


def lines_of(event: DecisionIssued, commune: str) -> list[DecisionLine]:
    """The awardees of one commune."""
    return [line for line in event.lines if commune_of_line(event, line) == commune]


def communes_of(event: DecisionIssued) -> list[str]:
    """The communes whose stations have something to read: one for a commune's own decision, several for a town's."""
    return sorted({commune_of_line(event, line) for line in event.lines})


def commune_of_line(event: DecisionIssued, line: DecisionLine) -> str:
    """Where an awardee is at home; the unit that decided where the event does not say."""
    return naming.commune_of(line.nominee.unit or event.unit)


def spoken_number(number: str) -> str:
    """The number without the letters behind the slash, which nobody reads out: «12/QĐ-UBND» → «mười hai»."""
    digits = re.match(r"\d+", number)
    return number_in_words(int(digits[0])) if digits else number


def spoken_day(day: date) -> str:
    """«Ngày hai mươi lăm tháng sáu năm hai nghìn không trăm hai mươi lăm»; the first ten days are «mồng»."""
    number = f"mồng {number_in_words(day.day)}" if day.day <= 10 else number_in_words(day.day)
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {number} tháng {month} năm {number_in_words(day.year)}"


def upper_first(text: str) -> str:
    """A sentence begins with a capital letter."""
    return text[:1].upper() + text[1:]


def _by_kind(lines: list[DecisionLine]) -> dict[SubjectKind, list[DecisionLine]]:
    found: dict[SubjectKind, list[DecisionLine]] = {}
    for kind in SubjectKind:
        if group := [line for line in lines if line.nominee.kind is kind]:
            found[kind] = group
    return found


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"

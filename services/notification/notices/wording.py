"""The words of notices: one file per kind in ``wording/``, checked when it is read.

A subject and a body are Jinja templates in a sandbox; a name that the event does not have is an error, not a gap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from services.notification.naming import inside
from services.notification.notices.model import Channel
from shared.web import filters

FOLDER = Path(__file__).parents[1] / "wording"


def environment() -> ImmutableSandboxedEnvironment:
    """Where wordings are rendered: no access to anything but the names given, plain text."""
    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    sandbox.filters |= {
        "ngay": filters.ngay,
        "so": filters.so,
        "tien": filters.tien,
        "trong_cau": inside,
        "dau_cau_nho": lower_first,
    }
    return sandbox


def lower_first(text: str) -> str:
    """A title in the middle of a sentence: «Kế hoạch công tác…» → «kế hoạch công tác…»."""
    return text[:1].lower() + text[1:]


def _nfc(text: str) -> str:
    if unicodedata.normalize("NFC", text) != text:
        raise ValueError("not NFC")
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_nfc)]
_SANDBOX = environment()
_BLANK_LINES = re.compile(r"\n{2,}")


class Wording(BaseModel):
    """How a kind of notice is worded and sent.

    ``required``: the mail cannot be switched off. ``acknowledge``: the recipient confirms having received it.
    ``citation``: what obliges us to tell, or that it is a default of the product.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Text
    subject: Text
    body: Text
    channels: tuple[Channel, ...] = Field(min_length=1)
    required: bool
    acknowledge: bool
    citation: Text

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if Channel.INBOX not in self.channels:
            raise ValueError("every notice is in the inbox")
        try:
            _SANDBOX.parse(self.subject)
            _SANDBOX.parse(self.body)
        except TemplateSyntaxError as error:
            raise ValueError(f"{self.kind}: {error}") from error
        return self

    def words(self, facts: Mapping[str, Any]) -> tuple[str, str]:
        """Subject and body for the facts of an event. Raises jinja2's UndefinedError for a fact that is missing."""
        subject = _SANDBOX.from_string(self.subject).render(facts)
        body = _SANDBOX.from_string(self.body).render(facts)
        return " ".join(subject.split()), _BLANK_LINES.sub("\n", body.strip())


class Wordings:
    """All of them, by kind."""

    def __init__(self, wordings: Mapping[str, Wording]) -> None:
        self._wordings = dict(wordings)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Wordings:
        """Read every file; raises pydantic's ValidationError, or ValueError for a file not named after its kind."""
        found = {}
        for path in sorted(folder.glob("*.yaml")):
            wording = Wording.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
            if wording.kind != path.stem:
                raise ValueError(f"{path.name} words the kind {wording.kind}")
            found[wording.kind] = wording
        return cls(found)

    def __getitem__(self, kind: str) -> Wording:
        return self._wordings[kind]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind, by name."""
        return tuple(self._wordings)

    @property
    def optional_mail(self) -> tuple[str, ...]:
        """The kinds whose mail somebody may switch off."""
        return tuple(k for k, w in self._wordings.items() if Channel.MAIL in w.channels and not w.required)

"""Forms: what the browser sent becomes a pydantic model, or sentences that say what to do.

One shape serves both ways: a :class:`FormState` fills the fields of a page, and a :class:`FormErrors` is the
same with a sentence per field that went wrong, so the person finds everything that was typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from shared.web import csrf, sentences

Model = TypeVar("Model", bound=BaseModel)


def nfc(text: str) -> str:
    """The one spelling of a text: NFC, plain line ends, no space at either end."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def _day(value: object) -> object:
    """05/03/2025 and 5-3-2025 beside the ISO date that ``<input type=date>`` sends."""
    if isinstance(value, str):
        parts = value.replace("-", "/").split("/")
        if len(parts) == 3 and len(parts[2]) == 4:
            return "-".join((parts[2], parts[1].zfill(2), parts[0].zfill(2)))
    return value


def _figure(value: object) -> object:
    """1.234.567,5 as people write it. «đồng» after it does no harm."""
    if isinstance(value, str):
        return value.removesuffix("đồng").replace(" ", "").replace(".", "").replace(",", ".")
    return value


Day = Annotated[date, BeforeValidator(_day)]
"""A date field of a form: dd/mm/yyyy or ISO."""
Whole = Annotated[int, BeforeValidator(_figure)]
"""A whole number or an amount of đồng: 1.234.567."""


@dataclass(frozen=True)
class FormState:
    """What stands in the fields of a form, and what is wrong with it (here: nothing)."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, source: BaseModel | Mapping[str, Any] | None = None) -> FormState:
        """A form filled from a model or a mapping; empty without one."""
        if isinstance(source, BaseModel):
            return cls(source.model_dump(mode="json"))
        return cls(dict(source or {}))

    def value(self, name: str, default: Any = "") -> Any:
        """The text of a field, a list for fields with several values; ``None`` reads as empty."""
        value = self.values.get(name, default)
        return "" if value is None else value

    def error(self, name: str) -> str:
        """The sentence for a field, empty if it is right."""
        return self.errors.get(name, "")

    def chosen(self, name: str, value: str) -> bool:
        """Whether an option of a select, radio or checkbox is on."""
        held = self.value(name)
        if isinstance(held, (list, tuple, set)):
            return value in {str(item) for item in held}
        return str(held) == value


@dataclass(frozen=True)
class FormErrors(FormState):
    """A form that was sent and is not right yet. ``errors[""]`` belongs to the form as a whole."""

    def summary(self) -> list[tuple[str, str]]:
        """(field, sentence) in the order of the fields, for the error summary on top."""
        return list(self.errors.items())


async def form(request: Request, model: type[Model]) -> Model | FormErrors:
    """Read a urlencoded or multipart form into ``model``.

    Texts come NFC and trimmed; empty fields count as not sent; list fields take repeated names. A field's
    ``title`` names it in the sentences: ``Field(title="tên tập thể")``. A ``ValueError`` raised by a
    validator is shown word for word, so write it as the sentence the person needs.
    """
    sent = await request.form()
    values = {
        name: _read(sent, info.alias or name, info)
        for name, info in model.model_fields.items()
        if _sent(sent, info.alias or name) or _many(info)
    }
    try:
        return model.model_validate({model.model_fields[n].alias or n: v for n, v in values.items()})
    except ValidationError as problem:
        return refuse(problem, model, echo(sent))


def refuse(problem: ValidationError, model: type[BaseModel], values: Mapping[str, Any]) -> FormErrors:
    """The sentences for what pydantic found, one per field, in the order of the fields."""
    found: dict[str, str] = {}
    for error in problem.errors(include_url=False):
        name = str(error["loc"][0]) if error["loc"] else ""
        found.setdefault(name, sentences.sentence(error, title(model, name), verb(model, name)))
    order = [info.alias or name for name, info in model.model_fields.items()]
    ranked = sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    return FormErrors(values=values, errors=dict(ranked))


def title(model: type[BaseModel], name: str) -> str:
    """What a field is called in a sentence: its title, lower case unless it begins with a name."""
    for key, info in model.model_fields.items():
        if name in (key, info.alias):
            return info.title or name
    return name


def verb(model: type[BaseModel], name: str) -> str:
    """What one does with a field: choose among given values, attach a file, or write."""
    info = next((i for key, i in model.model_fields.items() if name in (key, i.alias)), None)
    if info is None:
        return "nhập"
    kinds = (info.annotation, *get_args(info.annotation))
    if UploadFile in kinds:
        return "đính kèm"
    given = any(get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, Enum)) for kind in kinds)
    return "chọn" if given or bool in kinds or _many(info) else "nhập"


def echo(sent: FormData) -> dict[str, Any]:
    """What was typed, to be shown again. Files cannot be: browsers do not allow it."""
    values: dict[str, Any] = {}
    for name, value in sent.multi_items():
        if isinstance(value, UploadFile) or name == csrf.FIELD:
            continue
        if name in values:
            held = values[name]
            values[name] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            values[name] = value
    return values


def _sent(sent: FormData, name: str) -> bool:
    return any(_filled(value) for value in sent.getlist(name))


def _filled(value: str | UploadFile) -> bool:
    return bool(value.filename) if isinstance(value, UploadFile) else bool(value.strip())


def _read(sent: FormData, name: str, info: FieldInfo) -> Any:
    values = [nfc(v) if isinstance(v, str) else v for v in sent.getlist(name) if _filled(v)]
    return values if _many(info) else values[-1]


def _many(info: FieldInfo) -> bool:
    """Whether the field takes several values, ``list[str] | None`` included."""
    kinds = (info.annotation, *get_args(info.annotation))
    return any(get_origin(kind) in (list, set, tuple, frozenset) for kind in kinds)

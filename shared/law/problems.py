"""Bad input told in two languages: every mistake in a question with its place, a stable code and two sentences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from shared.errors import BadInput, ThiduaError

_SENTENCES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "missing": ("fact.missing", "Thiếu trường này.", "This field is missing."),
        "extra_forbidden": ("fact.unknown_field", "Không có trường này.", "There is no such field."),
        "json_invalid": ("input.not_json", "Nội dung không phải JSON hợp lệ.", "This is not valid JSON."),
        "enum": ("fact.not_in_list", "Giá trị không có trong danh mục: {expected}.", "Not in the list: {expected}."),
        "literal_error": ("fact.not_in_list", "Giá trị không có trong danh mục.", "Not in the list."),
        "greater_than": ("fact.out_of_range", "Phải lớn hơn {gt}.", "Must be greater than {gt}."),
        "greater_than_equal": ("fact.out_of_range", "Phải từ {ge} trở lên.", "Must be {ge} or more."),
        "less_than_equal": ("fact.out_of_range", "Phải không quá {le}.", "Must be {le} or less."),
        "string_too_short": ("fact.too_short", "Ít nhất {min_length} ký tự.", "At least {min_length} characters."),
        "string_too_long": ("fact.too_long", "Nhiều nhất {max_length} ký tự.", "At most {max_length} characters."),
        "period": ("fact.period", "Ngày kết thúc trước ngày bắt đầu.", "The last day lies before the first."),
    }
)
_BY_ENDING: Final = (
    (("date_", "_date"), ("fact.not_a_date", "Cần ngày dạng NĂM-THÁNG-NGÀY.", "A date as YYYY-MM-DD is needed.")),
    (("int_", "_int"), ("fact.not_a_number", "Cần một số nguyên.", "A whole number is needed.")),
    (("bool_", "_bool"), ("fact.not_yes_or_no", "Cần true hoặc false.", "True or false is needed.")),
    (("string_", "_string"), ("fact.not_a_text", "Cần một chuỗi ký tự.", "A text is needed.")),
)
_OTHER: Final = ("fact.wrong_type", "Dữ liệu không đúng dạng.", "The value has the wrong shape.")


def bad_question(reason: ValidationError) -> BadInput:
    """All mistakes of a question as one error, the first of them in its sentence."""
    found = [_problem(dict(each)) for each in reason.errors(include_url=False, include_input=False)]
    first = found[0]
    where = first["path"] or "JSON"
    return BadQuestion(where=where, vi=first["vi"], en=first["en"], extensions={"problems": found})


class BadQuestion(BadInput):
    """What was asked cannot be understood; ``problems`` lists every mistake with its path."""

    title_vi = "Câu hỏi chưa đúng tại {where}: {vi}"
    title_en = "The question is not valid at {where}: {en}"


def document(reason: ThiduaError) -> dict[str, Any]:
    """An error as an RFC 9457 problem document, like those of the services."""
    return {
        "type": f"urn:thidua:problem:{reason.code}",
        "title": reason.en,
        "status": reason.status,
        "code": reason.code,
        "vi": reason.vi,
        "en": reason.en,
        **reason.extensions,
    }


def _problem(error: dict[str, Any]) -> dict[str, str]:
    kind, context = str(error["type"]), error.get("ctx") or {}
    code, vi, en = _SENTENCES.get(kind) or _ending(kind)
    return {
        "path": ".".join(str(part) for part in error["loc"]),
        "code": code,
        "vi": vi.format_map(_Quiet(context)).replace(" or ", " hoặc "),
        "en": en.format_map(_Quiet(context)),
    }


def _ending(kind: str) -> tuple[str, str, str]:
    for signs, sentence in _BY_ENDING:
        if kind.startswith(signs[0]) or kind.endswith(signs[1]):
            return sentence
    return _OTHER


class _Quiet(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"

"""What pydantic found wrong, as a Vietnamese sentence that says what to do."""

from __future__ import annotations

from typing import Any

from pydantic_core import ErrorDetails

from shared.web.filters import ngay, so

_SENTENCES = {
    "missing": "Hãy {verb} {field}.",
    "string_too_short": "Viết {field} dài ít nhất {min_length} ký tự.",
    "string_too_long": "Rút ngắn {field}, nhiều nhất {max_length} ký tự.",
    "string_pattern_mismatch": "Kiểm tra lại cách viết {field}.",
    "too_short": "Chọn ít nhất {min_length} mục ở {field}.",
    "too_long": "Chọn nhiều nhất {max_length} mục ở {field}.",
    "greater_than": "Nhập {field} lớn hơn {gt}.",
    "greater_than_equal": "Nhập {field} từ {ge} trở lên.",
    "less_than": "Nhập {field} nhỏ hơn {lt}.",
    "less_than_equal": "Nhập {field} không quá {le}.",
    "multiple_of": "Nhập {field} chia hết cho {multiple_of}.",
}
_NUMBER = "Nhập {field} bằng chữ số, ví dụ 1.250."
_DATE = "Nhập {field} theo dạng ngày/tháng/năm, ví dụ 05/03/2025."
_CHOICE = "Chọn {field} trong danh sách."
_GROUPS = (
    (("int_", "float_", "decimal_", "finite_number"), _NUMBER),
    (("date_past",), "Chọn {field} trước hôm nay."),
    (("date_future",), "Chọn {field} sau hôm nay."),
    (("date_", "datetime_", "timezone_"), _DATE),
    (("time_",), "Nhập {field} theo dạng giờ:phút, ví dụ 14:05."),
    (("enum", "literal_error", "bool_", "uuid_"), _CHOICE),
    (("url_",), "Nhập {field} là một địa chỉ đầy đủ, bắt đầu bằng https://."),
)


def sentence(error: ErrorDetails, field: str, verb: str = "nhập") -> str:
    """One sentence for one error. ``field`` is the name as people know it, e.g. «tên tập thể»; ``verb`` is
    what one does with it: nhập, chọn, đính kèm."""
    kind = error["type"]
    if kind in ("value_error", "assertion_error"):
        said = error.get("ctx", {}).get("error")
        return str(said) if said is not None else f"Kiểm tra lại {field}."
    if kind == "string_too_short" and error.get("ctx", {}).get("min_length") == 1:
        kind = "missing"
    template = _SENTENCES.get(kind) or next(
        (text for prefixes, text in _GROUPS if kind.startswith(prefixes)), "Kiểm tra lại {field}."
    )
    return template.format(
        field=field, verb=verb, **{key: _shown(value) for key, value in error.get("ctx", {}).items()}
    )


def _shown(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return so(value)
    return ngay(value) if hasattr(value, "strftime") else str(value)

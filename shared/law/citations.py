"""Citations: sources of the bibliography with their articles, read back from the words in which rows state them.

``Luật 06/2022/QH15, Điều 80 khoản 1, 2; Nghị định 129/2025/NĐ-CP (phân định thẩm quyền)`` is two references: each
begins with the id of a source; an article, form or annex may follow after a comma, a remark in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_PINPOINT: Final = re.compile(
    r"(?:Điều|Phụ lục|Mẫu số)(?: [\w.]+)?"
    r"(?:(?:, | )(?:Điều |khoản |điểm |[IVX]+\b|\d+[a-zđ]?|[a-zđ]\b)\w*)*"
)
_REFERENCE: Final = re.compile(r"(?P<head>[^()]*?)(?:\s*\((?P<remark>[^()]*)\))?")


_NUMBER: Final = re.compile(r"(?<!\d)\d+/(?:\d{4}/)?(?:QH\d+|(?:NĐ|QĐ|TT)-[A-ZĐ][A-Za-zĐ]+)")


@dataclass(frozen=True)
class Reference:
    """One source, where in it, and what is to be said about that."""

    source: str
    pinpoint: str = ""
    remark: str = ""


class Malformed(ValueError):
    """A citation that names no known source, or not in the form above."""


def parse(citation: str, sources: Iterable[str]) -> tuple[Reference, ...]:
    """The references of a citation, in order. ``sources``: the ids of the bibliography. Raises Malformed."""
    known = sorted(sources, key=len, reverse=True)
    return tuple(_reference(text, known) for text in _split(citation))


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of legal texts in free words: «Nghị định số 98/2023/NĐ-CP ngày …» → ``98/2023/NĐ-CP``."""
    return tuple(dict.fromkeys(_NUMBER.findall(text)))


def _reference(text: str, known: Iterable[str]) -> Reference:
    whole = _REFERENCE.fullmatch(text)
    if whole is None:
        raise Malformed(f"«{text}»: one remark in parentheses at the end")
    head, remark = whole["head"].strip(), whole["remark"] or ""
    for source in known:
        if head == source:
            return Reference(source, remark=remark)
        if head.startswith(f"{source}, "):
            pinpoint = head.removeprefix(f"{source}, ")
            if not _PINPOINT.fullmatch(pinpoint):
                raise Malformed(f"«{pinpoint}» is not an article, form or annex")
            return Reference(source, pinpoint, remark)
    raise Malformed(f"«{head}» begins with no source of the bibliography")


def _split(citation: str) -> list[str]:
    """Splits at semicolons outside parentheses."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(citation):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == ";" and depth == 0:
            parts.append(citation[start:at].strip())
            start = at + 1
    return [*parts, citation[start:].strip()]

"""When two dossiers rest on the same thing: simple enough to be told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from shared.web.collation import fold

ALIKE = 0.8
"""Share of the words of the shorter text that the other has as well, from which on they tell of the same."""
ALIKE_SAME_DAY = 0.5
"""The same where both name the same day."""
FEWEST_WORDS = 4
LONGEST = 3
"""How many words of an initiative's title are looked up: the longest are the rarest."""

_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    fold(
        "và các của cho với từ đến trong ngoài trên dưới đã đang sẽ được bị là có không những một hai ba này đó khi để "
        "tại về theo do bởi nên mà thì cũng vào ra lên xuống năm ngày tháng ông bà anh chị đồng chí cá nhân tập thể "
        "giải pháp biện pháp sáng kiến đề tài một số nâng cao chất lượng hiệu quả công tác"
    ).split()
)
"""Words that stand in every report and tell nothing."""


def significant(text: str) -> frozenset[str]:
    """The words that tell something, without diacritics."""
    return frozenset(word for word in _WORD.findall(fold(text)) if len(word) > 1 and word not in _EMPTY)


def keys_of(titles: Iterable[str]) -> tuple[str, ...]:
    """The words by which initiatives are looked up."""
    found: set[str] = set()
    for title in titles:
        found |= set(sorted(significant(title), key=lambda word: (-len(word), word))[:LONGEST])
    return tuple(sorted(found))


def alike(one: Collection[str], other: Collection[str]) -> float:
    """Share of the words of the shorter that both have; 0 where one says too little."""
    small, large = sorted((set(one), set(other)), key=len)
    return len(small & large) / len(small) if len(small) >= FEWEST_WORDS else 0.0


@dataclass(frozen=True)
class Told:
    """An achievement as a dossier tells it."""

    words: Collection[str]
    achieved_on: date | None


def same_achievement(one: Told, other: Told) -> float:
    """How much the two tell of the same, or 0. The same day makes a rewording more likely to be one."""
    share = alike(one.words, other.words)
    same_day = one.achieved_on is not None and one.achieved_on == other.achieved_on
    return share if share >= (ALIKE_SAME_DAY if same_day else ALIKE) else 0.0


@dataclass(frozen=True)
class Idea:
    """The title of an initiative, taken apart once to be compared often."""

    folded: str
    words: frozenset[str]

    @classmethod
    def of(cls, title: str) -> Self:
        """That title."""
        return cls(fold(title), significant(title))

    def same(self, other: Idea) -> bool:
        """Whether they are one initiative under the same or nearly the same name."""
        return self.folded == other.folded or alike(self.words, other.words) >= ALIKE


def same_initiative(titles: Iterable[str], others: Iterable[str]) -> str:
    """The first of ``others`` that is one of ``titles`` under the same or nearly the same name; "" if none is."""
    mine = [Idea.of(title) for title in titles]
    return next((title for title in others if any(Idea.of(title).same(own) for own in mine)), "")

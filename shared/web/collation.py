"""Vietnamese order and search: syllable by syllable, letter before tone, as the dictionaries do.

Alphabet: a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, with f j w z in their Latin places.
Tones: level, grave (huyền), hook (hỏi), tilde (ngã), acute (sắc), dot (nặng), the order of TCVN 6909
and of the Unicode CLDR.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
_LETTER = {letter: place for place, letter in enumerate(ALPHABET)}
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_BREVE_CIRCUMFLEX_HORN = "\u0306\u0302\u031b"

# (kind, number, letters, tones): numbers before words, «Thôn 2» before «Thôn 10».
Syllable = tuple[int, int, tuple[int, ...], tuple[int, ...]]
SortKey = tuple[tuple[Syllable, ...], str]


def fold(text: str) -> str:
    """Lower case without diacritics, one space between words: «Đường Quảng» becomes «duong quang»."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("đ", "d").split())


def viet_key(text: str) -> SortKey:
    """Sort key for titles, places and units. Punctuation is ignored; only at the very end does lower case
    come before upper."""
    composed = unicodedata.normalize("NFC", text)
    return tuple(_token(part) for part in _TOKEN.findall(composed)), composed.swapcase()


def person_key(name: str) -> tuple[tuple[Syllable, ...], SortKey]:
    """Sort key for people: by the given name (the last syllable), then by the whole name."""
    whole = viet_key(name)
    return whole[0][-1:], whole


@lru_cache(maxsize=8192)
def _token(part: str) -> Syllable:
    if part.isdigit():
        return 0, int(part), (), ()
    letters, tones = [], []
    for char in part.lower():
        letter, tone = _split(char)
        letters.append(letter)
        tones.append(tone)
    return 1, 0, tuple(letters), tuple(tones)


@lru_cache(maxsize=512)
def _split(char: str) -> tuple[int, int]:
    """One letter as its place in the alphabet and its tone (0 = level)."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((TONES.index(mark) + 1 for mark in decomposed if mark in TONES), 0)
    quality = "".join(mark for mark in decomposed[1:] if mark in _BREVE_CIRCUMFLEX_HORN)
    letter = unicodedata.normalize("NFC", decomposed[0] + quality)
    return _LETTER.get(letter, len(ALPHABET) + ord(letter[0])), tone

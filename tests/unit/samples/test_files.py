"""Every file reads well: a head that says what it holds, composed letters, no slips of YAML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample

FILES = ("units", "people", "plan", "movement", "dossiers", "sweep", "meetings", "exemplars", "year", "expected")
MAY_BE_EMPTY = {"received_on", "number", "day", "reason", "collective", "then"}


def walk(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield name, value
            yield from walk(value, name)
    elif isinstance(node, list):
        for value in node:
            yield key, value
            yield from walk(value, key)


@pytest.mark.parametrize("name", FILES)
def test_file_begins_with_a_comment_that_says_what_it_holds(sample: Sample, name: str) -> None:
    head = sample.texts[name].splitlines()[:2]
    assert all(line.startswith("# ") and len(line) > 30 for line in head)


@pytest.mark.parametrize("name", FILES)
def test_text_is_composed_unicode_without_tabs(sample: Sample, name: str) -> None:
    assert unicodedata.is_normalized("NFC", sample.texts[name])
    assert "\t" not in sample.texts[name]


@pytest.mark.parametrize("name", FILES)
def test_keys_are_words_and_only_known_fields_are_empty(sample: Sample, name: str) -> None:
    """A comma left unquoted makes an empty key, and `on:` would become a truth value."""
    for key, value in walk(sample.files[name]):
        assert isinstance(key, str) or name == "dossiers"  # years of ratings are numbers
        assert not isinstance(key, bool)
        if value is None:
            assert key in MAY_BE_EMPTY, f"{name}: {key}"


@pytest.mark.parametrize("name", ["movement", "meetings", "year", "dossiers"])
def test_dates_of_the_year_lie_in_2025(sample: Sample, name: str) -> None:
    for key, value in walk(sample.files[name]):
        if isinstance(value, date) and key != "decided_on":
            assert value.year == 2025, f"{name}: {key}"


def test_decisions_of_earlier_years_lie_before_the_year(sample: Sample) -> None:
    awards = [a for d in sample.dossiers.values() for a in d["facts"]["awards"]]
    assert awards
    assert all(a["decided_on"].year == a["year"] < 2025 for a in awards)

"""What an operator sees of an event's data: enough to recognise a case, too little to learn who somebody is."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events import all_events
from shared.events.golden import sample
from shared.service.operations.masking import lines, masked


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("award", "TD-CN-LDTT", "TD-CN-LDTT"),
        ("dossier", "0198c0de-0000-7000-8000-00000000000a", "0198c0de-0000-7000-8000-00000000000a"),
        ("on", "2025-06-10", "2025-06-10"),
        ("bonus", 2_340_000, 2_340_000),
        ("done", True, True),
        ("reason", None, None),
        ("name", "Mai", "M…"),
        ("email", "mai@example.org", "m…"),
        ("note", "mai@example.org", "m…"),
        ("title", "Đề nghị khen bà Mai", "Đ…"),
        ("summary", "", ""),
    ],
)
def test_codes_are_shown_and_what_tells_of_people_is_not(name: str, value: Any, shown: Any) -> None:
    assert masked({name: value}) == {name: shown}


@pytest.mark.parametrize("cls", all_events(), ids=lambda cls: cls.meta.name)
def test_no_text_with_a_space_of_any_event_is_shown(cls: Any) -> None:
    data = masked(sample(cls).data.model_dump(mode="json"))
    assert not [where for where, what in lines(data) if " " in what]

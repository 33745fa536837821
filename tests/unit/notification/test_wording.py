"""The words of every kind of notice: complete, in Vietnamese, rendered with the catalogue's own example."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from jinja2 import UndefinedError
from pydantic import ValidationError

from services.notification.notices.facts import Facts, _codes, link_of
from services.notification.notices.kinds import KINDS, Kind
from services.notification.notices.wording import FOLDER, Wording, Wordings
from services.notification.pages import PAGES
from shared.events import Classification, Envelope, Event, Level
from shared.identity.directory import DirectoryUnit
from shared.law import Law

LAW = Law.load()
WORDINGS = Wordings.load()
NAMES = {"duong-quang": "Xã Dương Quang", "my-hao": "Thị xã Mỹ Hào", "hung-yen": "Tỉnh Hưng Yên"}


def envelope_of(event: Event, unit: str = "duong-quang") -> Envelope[Any]:
    return Envelope(
        id="0198c0de-0000-7000-8000-00000000abcd",
        type=event.meta.type,
        source="/duong-quang/test",
        subject=f"{event.meta.subject}/x",
        time=datetime(2025, 6, 12, 2, tzinfo=UTC),
        sequence=1,
        correlationid="c",
        causationid="c",
        dataclassification=Classification.INTERNAL,
        level=Level.COMMUNE,
        unit=unit,
        data=event,
    )


def example_of(kind: Kind) -> Event:
    extra: Any = kind.event.model_config["json_schema_extra"]
    return kind.event.model_validate(extra["examples"][0])


def unit(code: str) -> DirectoryUnit:
    level = Level.BASE if "." in code else Level.COMMUNE
    name = NAMES.get(code, f"Đơn vị {code}")
    return DirectoryUnit(id=code, name=name, level=level, parent=None, path=code, valid_from=date(2000, 1, 1))


def worded(kind: Kind) -> tuple[str, str]:
    event = example_of(kind)
    envelope = envelope_of(event)
    units = {code: unit(code) for code in {*_codes(event), "duong-quang"}}
    return WORDINGS[kind.name].words(Facts(event, envelope, units, LAW).mapping(envelope))


def test_every_kind_has_a_wording_and_every_wording_a_kind() -> None:
    assert sorted(kind.name for kind in KINDS) == sorted(WORDINGS.kinds)


def test_every_event_is_told_as_one_kind_only() -> None:
    assert len({kind.event for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_wording_file_has_every_field(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(yaml.safe_load(text)) == set(Wording.model_fields)
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_wording_renders_with_the_example_of_its_event(kind: Kind) -> None:
    subject, text = worded(kind)
    assert subject
    assert "\n" not in subject
    assert len(subject) < 160
    assert text.rstrip()[-1] in ".;!"
    for said in (subject, text):
        assert unicodedata.is_normalized("NFC", said)
        assert "{" not in said
        assert "None" not in said
        assert "  " not in said
    assert link_of(example_of(kind)).startswith(("/nomination/", "/registration/"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kind_has_a_name_on_screen(kind: Kind) -> None:
    assert PAGES.labels.name(kind.name, "kind")


def test_returned_dossier_names_reason_and_papers() -> None:
    _, text = worded(next(kind for kind in KINDS if kind.name == "dossier-returned"))
    assert text == (
        "Hồ sơ đề nghị tặng danh hiệu Lao động tiên tiến cho Lý Thu Vân bị trả lại để bổ sung.\n"
        "Lý do: Thiếu biên bản bình xét.\n"
        "Giấy tờ cần bổ sung hoặc sửa: Biên bản bình xét thi đua.\n"
        "Đề nghị ông/bà bổ sung rồi gửi lại."
    )


def test_amounts_and_dates_read_as_vietnamese_writes_them() -> None:
    _, text = worded(next(kind for kind in KINDS if kind.name == "decision-issued"))
    assert "Tổng mức tiền thưởng: 710.000 đồng." in text
    assert "ngày 25/06/2025" in text


def test_name_that_the_event_does_not_have_is_an_error() -> None:
    wording = WORDINGS["dossier-returned"].model_copy(update={"body": "{{ nobody_said_this }}"})
    with pytest.raises(UndefinedError):
        wording.words({})


@pytest.mark.parametrize(
    "change",
    [{"channels": ["mail"]}, {"channels": []}, {"subject": "{{ open"}, {"surprise": 1}, {"body": "a\u0301"}],
    ids=["without inbox", "no channel", "broken template", "unknown member", "not NFC"],
)
def test_wording_that_is_wrong_is_refused(change: dict[str, Any]) -> None:
    right = WORDINGS["dossier-returned"].model_dump(mode="json")
    with pytest.raises((ValidationError, ValueError)):
        Wording.model_validate(right | change)


def test_what_the_law_or_the_plan_obliges_to_tell_cannot_be_switched_off() -> None:
    assert not {"plan-issued", "dossier-returned", "council-convened", "decision-issued"} & set(WORDINGS.optional_mail)

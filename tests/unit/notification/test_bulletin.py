"""The read-out script: sentences that can be read aloud as they stand."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest

from services.notification.bulletins.model import Bulletin, BulletinState, NotYet, bulletin_id
from services.notification.bulletins.script import (
    Script,
    ScriptWording,
    ScriptWriter,
    communes_of,
    spoken_day,
    spoken_number,
)
from shared.errors import IllegalTransition
from shared.events import Level
from shared.events.nomination import DecisionIssued, DecisionLine
from shared.events.parts import Nominee, SubjectKind
from shared.law import Law

WRITER = ScriptWriter(ScriptWording.load(), Law.load())
NAMES = {"duong-quang": "Xã Dương Quang", "bach-sam": "Phường Bạch Sam", "my-hao": "Thị xã Mỹ Hào"}


def line(name: str, unit: str, *, kind: SubjectKind = SubjectKind.INDIVIDUAL, bonus: int = 710_000) -> DecisionLine:
    award = "TD-TT-TTLDTT" if kind is SubjectKind.COLLECTIVE else "TD-CN-LDTT"
    return DecisionLine(
        dossier=f"d-{name}", award=award, nominee=Nominee(id=name, kind=kind, name=name, unit=unit), bonus=bonus
    )


def decision(*lines: DecisionLine, unit: str = "duong-quang") -> DecisionIssued:
    return DecisionIssued(
        decision="0198c0de-0000-7000-8000-00000000000c",
        number="12/QĐ-UBND",
        unit=unit,
        level=Level.COMMUNE,
        title="Về việc khen thưởng",
        signed_on=date(2025, 4, 5),
        signer="Chủ tịch",
        total_bonus=sum(one.bonus for one in lines),
        lines=lines,
    )


def script(*lines: DecisionLine, commune: str = "duong-quang", unit: str = "duong-quang") -> Script:
    return WRITER.write(decision(*lines, unit=unit), commune=commune, names=NAMES)


def test_script_is_whole_sentences_without_figures_or_abbreviations() -> None:
    written = script(
        line("Lý Thu Vân", "duong-quang.truong-thcs"),
        line("Cao Thị Mơ", "duong-quang.truong-mam-non"),
        line("Trường Tiểu học", "duong-quang.truong-tieu-hoc", kind=SubjectKind.COLLECTIVE, bonus=1_410_000),
    )
    for paragraph in written.paragraphs:
        assert paragraph.endswith(".")
        assert paragraph[0].isupper()
        assert unicodedata.is_normalized("NFC", paragraph)
        assert not re.search(r"\d|\b[A-ZĐ]{2,}\b|[{}/]|  ", paragraph), paragraph
    assert written.paragraphs[1] == (
        "Ngày mồng năm tháng tư năm hai nghìn không trăm hai mươi lăm, Chủ tịch Ủy ban nhân dân xã Dương Quang đã ban "
        "hành Quyết định số mười hai, khen thưởng hai cá nhân và một tập thể có thành tích trong phong trào thi đua và "
        "trong lao động, học tập, công tác."
    )
    assert written.paragraphs[2] == (
        "Hai cá nhân được tặng danh hiệu Lao động tiên tiến, kèm theo tiền thưởng bảy trăm mười nghìn đồng mỗi người: "
        "Lý Thu Vân; Cao Thị Mơ. Một tập thể được tặng danh hiệu Tập thể lao động tiên tiến, kèm theo tiền thưởng một "
        "triệu bốn trăm mười nghìn đồng: Trường Tiểu học."
    )


def test_each_commune_hears_of_its_own_people_in_a_decision_of_the_town() -> None:
    lines = (line("Lý Thu Vân", "duong-quang.truong-thcs"), line("Cao Thị Mơ", "bach-sam.truong"))
    assert communes_of(decision(*lines, unit="my-hao")) == ["bach-sam", "duong-quang"]
    written = " ".join(script(*lines, commune="bach-sam", unit="my-hao").paragraphs)
    assert "Cao Thị Mơ" in written
    assert "Lý Thu Vân" not in written
    assert "Chủ tịch Ủy ban nhân dân thị xã Mỹ Hào" in written


def test_decision_without_money_says_nothing_of_money() -> None:
    assert "tiền thưởng" not in " ".join(script(line("Lý Thu Vân", "duong-quang", bonus=0)).paragraphs)


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2025, 4, 10), "Ngày mồng mười tháng tư năm hai nghìn không trăm hai mươi lăm"),
        (date(2025, 12, 21), "Ngày hai mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi lăm"),
    ],
)
def test_day_is_spoken(day: date, spoken: str) -> None:
    assert spoken_day(day) == spoken


def test_number_is_spoken_without_its_letters() -> None:
    assert spoken_number("105/QĐ-UBND") == "một trăm linh năm"


def bulletin() -> Bulletin:
    return Bulletin(
        unit="duong-quang",
        level=Level.COMMUNE,
        title="Khen thưởng",
        script=("một hai ba bốn năm", "sáu bảy"),
        decision="qd",
        decision_unit="duong-quang",
        number="12/QĐ-UBND",
        signed_on=date(2025, 6, 25),
        awardees=1,
    )


def test_length_is_estimated_at_two_and_a_half_words_a_second() -> None:
    assert (bulletin().words, bulletin().seconds) == (7, 3)


def test_broadcast_is_confirmed_once_and_not_before_it_happened() -> None:
    one = bulletin()
    with pytest.raises(NotYet):
        one.confirm(on=date(2025, 6, 27), today=date(2025, 6, 26), by="van-hoa")
    one.confirm(on=date(2025, 6, 26), today=date(2025, 6, 26), by="van-hoa")
    assert one.state is BulletinState.BROADCAST
    (event,) = one.take_events()
    assert event.model_dump(mode="json") == {
        "bulletin": one.id,
        "unit": "duong-quang",
        "title": "Khen thưởng",
        "broadcast_on": "2025-06-26",
        "seconds": 3,
        "decision": "qd",
    }
    with pytest.raises(IllegalTransition):
        one.confirm(on=date(2025, 6, 26), today=date(2025, 6, 26), by="van-hoa")


def test_decision_and_commune_have_one_bulletin_whoever_works_it_out() -> None:
    decided = "0198c0de-0000-7000-8000-00000000000c"
    assert bulletin_id(decided, "duong-quang") == bulletin_id(decided, "duong-quang")
    assert bulletin_id(decided, "duong-quang") != bulletin_id(decided, "bach-sam")
    assert bulletin_id(decided, "duong-quang").startswith("0198c0de-0000-")

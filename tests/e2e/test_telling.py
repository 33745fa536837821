"""Everybody concerned was told once: in the inbox, by mail that can be read, and over the loudspeakers."""

from __future__ import annotations

import unicodedata
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Town

API = "/notification/api/v1"
READER = "dq-van-hoa-01"
"""The culture officer, who reads and confirms bulletins."""


@pytest.fixture(scope="module")
def mails(town: Town) -> list[EmailMessage]:
    files = sorted(town.mail_dir.glob("*.eml"))
    return [
        mail for file in files if isinstance(mail := message_from_bytes(file.read_bytes(), policy=modern), EmailMessage)
    ]


def text_of(mail: EmailMessage) -> str:
    """The plain text, decoded."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def test_recipients_of_the_plan_and_nobody_else_were_told_once(town: Town) -> None:
    """Nơi nhận, as the plan lists it: the file copy needs no notice."""
    plan = town.sample.plans["kh-2025"]
    units = {unit for line in plan.recipients if line.channel != "archive" for unit in line.units}
    roles = {"duong-quang": {"signer"}}
    wanted = {
        officer.id
        for officer in town.sample.officers.values()
        for office in officer.offices
        if office.unit in units and office.role in roles.get(office.unit, {"unit_head", "officer"})
    }
    told = Counter[str]()
    for person in town.sample.officers:
        inbox = await town.all(person, f"{API}/notices")
        told[person] += sum(notice["notice_kind"] == "plan-issued" for notice in inbox)
    assert +told == dict.fromkeys(wanted, 1)


async def test_acknowledgements_are_those_of_the_calendar(town: Town) -> None:
    for step in town.sample.steps:
        if step["do"] == "acknowledge_plan":
            inbox = await town.all(step["by"], f"{API}/notices")
            (plan,) = [notice for notice in inbox if notice["notice_kind"] == "plan-issued"]
            assert plan["acknowledged_at"].startswith(str(step["date"]))


async def test_nominating_head_reads_why_the_dossier_came_back(town: Town) -> None:
    returned = town.sample.dossiers["hs-02"].returned
    assert returned is not None
    inbox = await town.all("dq-thon-4-01", f"{API}/notices")
    (notice,) = [one for one in inbox if one["notice_kind"] == "dossier-returned"]
    assert returned.reason in notice["text"]
    assert "Lương Lệ Lụa" in notice["title"]


def test_mails_can_be_read_with_every_letter_composed(mails: list[EmailMessage]) -> None:
    assert len(mails) > 100
    for mail in mails:
        for text in (str(mail["Subject"]), str(mail["To"]), text_of(mail)):
            assert unicodedata.is_normalized("NFC", text)
            assert "\ufffd" not in text
            assert "=?" not in text
        assert "Kính gửi" in text_of(mail)


def test_mail_about_a_returned_dossier_says_why_to_whom(mails: list[EmailMessage], town: Town) -> None:
    returned = town.sample.dossiers["hs-02"].returned
    assert returned is not None
    (mail,) = [one for one in mails if "thon-4-01@" in str(one["To"]) and "trả lại" in str(one["Subject"])]
    assert "Lương Lệ Lụa" in str(mail["Subject"])
    assert "Phạm Khắc Bằng" in str(mail["To"])
    assert returned.reason in " ".join(text_of(mail).split())


def test_no_mail_came_twice(mails: list[EmailMessage]) -> None:
    ids = Counter(str(mail["Message-ID"]) for mail in mails)
    assert max(ids.values()) == 1


async def test_bulletins_were_read_out(town: Town) -> None:
    wanted: dict[str, Any] = town.sample.expected["bulletins"]
    bulletins = await town.all(READER, f"{API}/bulletins")
    assert {bulletin["state"] for bulletin in bulletins} == {"broadcast"}
    assert len(bulletins) == wanted["broadcast"]
    assert sum(bulletin["seconds_on_air"] for bulletin in bulletins) == wanted["minutes"] * 60
    assert sum(bulletin["awardees"] for bulletin in bulletins) == wanted["awards_read"]


async def test_every_awardee_is_named_in_a_bulletin(town: Town) -> None:
    scripts = " ".join(" ".join(one["script"]) for one in await town.all(READER, f"{API}/bulletins"))
    awarded = [one["dossier"] for one in town.sample.expected["results"] if one["outcome"] == "awarded"]
    names = [town.sample.nominees[town.sample.dossiers[key].nominee].name for key in awarded]
    assert [name for name in names if name not in scripts] == []


async def test_nothing_is_left_to_do_about_dossiers_of_the_year(town: Town) -> None:
    """What the year leaves open: a dossier that the council did not approve is nobody's work any more."""
    work = await town.all("dq-van-phong-01", f"{API}/work")
    open_ = [item for item in work if item["step"] in {"check-dossier", "convene", "draft-decision"}]
    (its,) = town.sample.lists.values()  # came on the last days; the council of the next year meets about it
    (item,) = open_
    assert item["title"] == f"Đưa vào phiên họp Hội đồng {its.title}"
    assert item["note"] == f"{len(its.lines)} hồ sơ"

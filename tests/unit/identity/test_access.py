"""Nobody may do anything unless an office, at that unit, on that day, allows it."""

from __future__ import annotations

from datetime import date

import pytest

from shared.errors import Denied
from shared.identity import Actor, OfficeHeld, Role, covers, holds, signed_in
from shared.identity.login import local
from shared.identity.tokens import Session, open_sealed, seal

SECRET = "x" * 32
COMMUNE = "hung-yen/my-hao/duong-quang"


def actor(role: Role, unit: str, path: str) -> Actor:
    return Actor(subject="a", offices=(OfficeHeld(role=role, unit=unit, path=path, valid_from=date(2025, 1, 1)),))


OFFICER = actor(Role.OFFICER, "duong-quang", COMMUNE)
TOWN = actor(Role.OFFICER, "my-hao", "hung-yen/my-hao")
NOBODY = Actor(subject="a")


@pytest.mark.parametrize(
    ("who", "expected"),
    [(OFFICER, True), (TOWN, False), (NOBODY, False), (actor(Role.SIGNER, "duong-quang", COMMUNE), False)],
)
def test_writing_takes_the_office_at_exactly_that_unit(who: Actor, expected: bool) -> None:
    assert holds(Role.OFFICER, at="duong-quang")(who) is expected


@pytest.mark.parametrize(
    ("who", "path", "expected"),
    [
        (OFFICER, COMMUNE, True),
        (OFFICER, f"{COMMUNE}/duong-quang.van-phong", True),
        (OFFICER, "hung-yen/my-hao/bach-sam", False),
        (OFFICER, f"{COMMUNE}-2", False),
        (OFFICER, "hung-yen/my-hao", False),
        (TOWN, COMMUNE, True),
        (NOBODY, COMMUNE, False),
        (actor(Role.ADMIN, "*", ""), COMMUNE, True),
    ],
)
def test_reading_reaches_down_and_never_sideways(who: Actor, path: str, expected: bool) -> None:
    assert covers(path)(who) is expected


def test_rules_combine() -> None:
    either = holds(Role.OFFICER, at="duong-quang") | holds(Role.OFFICER, at="my-hao")
    assert either(OFFICER)
    assert either(TOWN)
    assert (either & ~holds(Role.OFFICER, at="my-hao"))(TOWN) is False
    assert signed_in(NOBODY) is False


def test_denied_is_raised_by_name() -> None:
    with pytest.raises(Denied):
        holds(Role.SIGNER).or_deny(OFFICER)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2025, 6, 30), True), (date(2025, 7, 1), False)],
)
def test_office_lasts_from_its_first_to_its_last_day(on: date, expected: bool) -> None:
    office = OfficeHeld(role=Role.OFFICER, unit="my-hao", valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 30))
    assert office.is_held(on) is expected


def test_session_cookie_opens_only_with_its_secret() -> None:
    cookie = seal(Session(subject="a", name="Đỗ Minh Hà", id="s"), SECRET)
    assert open_sealed(cookie, SECRET) == Session(subject="a", name="Đỗ Minh Hà", id="s")
    assert open_sealed(cookie, "y" * 32) is None
    assert open_sealed(cookie[:-2] + "zz", SECRET) is None
    assert open_sealed("", SECRET) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/nomination/dossiers/1", "/nomination/dossiers/1"),
        ("https://elsewhere.example/", "/notification/"),
        ("//elsewhere.example/", "/notification/"),
        ("/\\elsewhere.example/", "/notification/"),
        ("javascript:alert(1)", "/notification/"),
        ("", "/notification/"),
    ],
)
def test_sign_in_leads_nowhere_but_here(url: str, expected: str) -> None:
    assert local(url) == expected

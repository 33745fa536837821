"""Who may do what, as one table: everybody who is not named in a row is refused."""

from __future__ import annotations

import pytest

from services.registration import access
from shared.errors import Denied
from shared.identity import Rule
from tests.unit.registration.people import (
    ADMIN,
    EVERYBODY,
    HEAD,
    INSTALLER,
    NOBODY,
    OFFICER,
    PATHS,
    PROVINCE,
    TOWN,
)

COMMUNE = PATHS["duong-quang"][0]
OFFICE = PATHS["duong-quang.van-phong"][0]
ABOVE = {"installer", "admin", "province", "town"}
AT = {"officer", "signer", "auditor", "member"}

TABLE: list[tuple[str, Rule, set[str]]] = [
    ("keeps units of the commune", access.administers(COMMUNE), {"installer", "admin"}),
    ("keeps the root of the tree", access.administers("hung-yen"), {"installer", "admin"}),
    ("enters another province", access.administers("thai-binh"), {"installer"}),
    ("uses the directory", access.uses_directory, set(EVERYBODY) - {"nobody"}),
    (
        "reads contacts in the commune",
        access.looks_up_contacts(COMMUNE),
        ABOVE | {"officer", "auditor"},
    ),
    ("drafts the commune's plan", access.drafts_plans_of("duong-quang"), {"officer", "signer"}),
    ("issues the commune's plan", access.issues_plans_of("duong-quang"), {"signer"}),
    ("reads the draft of the plan", access.reads_draft_of("duong-quang"), {"officer", "signer", "auditor"}),
    (
        "reads the issued plan",
        access.reads_document_of(COMMUNE),
        ABOVE | AT | {"head", "other head"},
    ),
    ("gets the plan as its recipient", access.receives(["bach-sam", "my-hao"]), {"neighbour", "town"}),
    (
        "reports for the office",
        access.reports_for("duong-quang.van-phong", owner="duong-quang"),
        {"head", "officer"},
    ),
    ("launches a movement", access.launches_movements_of("duong-quang"), {"officer", "signer"}),
    ("registers for the commune", access.registers_for("duong-quang"), {"officer"}),
    ("registers for the office", access.registers_for("duong-quang.van-phong"), {"head"}),
    ("reviews at the commune", access.reviews_for("duong-quang"), {"officer"}),
    ("reviews at the town", access.reviews_for("my-hao"), {"town"}),
    (
        "reads the draft of the office's pledge",
        access.reads_pledge(OFFICE, unit="duong-quang.van-phong", draft=True),
        {"head"},
    ),
    (
        "reads the office's pledge once it was sent",
        access.reads_pledge(OFFICE, unit="duong-quang.van-phong", draft=False),
        ABOVE | AT | {"head"},
    ),
    (
        "reads the commune's pledge once it was sent",
        access.reads_pledge(COMMUNE, unit="duong-quang", draft=False),
        ABOVE | AT,
    ),
]


@pytest.mark.parametrize(("rule", "allowed"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_rule_lets_exactly_these_through(rule: Rule, allowed: set[str]) -> None:
    assert {name for name, actor in EVERYBODY.items() if rule(actor)} == allowed


@pytest.mark.parametrize("rule", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
def test_nobody_is_denied_everything(rule: Rule) -> None:
    with pytest.raises(Denied):
        rule.or_deny(NOBODY)


def test_directory_of_a_base_unit_is_that_of_its_commune() -> None:
    assert access.directory_roots(HEAD) == [COMMUNE]
    assert access.in_directory_of(HEAD, PATHS["duong-quang.mat-tran"][0])
    assert not access.in_directory_of(HEAD, PATHS["bach-sam"][0])


def test_directory_of_town_province_and_installer_is_all_below() -> None:
    assert access.in_directory_of(TOWN, OFFICE)
    assert not access.in_directory_of(TOWN, "hung-yen")
    assert access.in_directory_of(PROVINCE, OFFICE)
    assert access.in_directory_of(INSTALLER, "anywhere/at/all")
    assert access.directory_roots(NOBODY) == []


def test_similar_codes_are_not_below_each_other() -> None:
    assert not access.administers("hung-yen-moi")(ADMIN)
    assert not access.in_directory_of(OFFICER, f"{COMMUNE}-moi")


def test_queries_answer_like_the_rules() -> None:
    for actor in EVERYBODY.values():
        for code in PATHS:
            assert (code in access.units_writing_drafts(actor)) == access.reads_draft_of(code)(actor)
            assert (code in access.registering_units(actor)) == access.registers_for(code)(actor)


def test_codes_on_the_path_are_all_units_above() -> None:
    assert access.codes_on_path(HEAD.offices) == {"hung-yen", "my-hao", "duong-quang", "duong-quang.van-phong"}
    assert access.codes_on_path(INSTALLER.offices) == set()

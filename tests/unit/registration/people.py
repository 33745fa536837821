"""People with offices, for tests without a directory."""

from __future__ import annotations

from datetime import date

from shared.events import Level
from shared.identity import Actor, OfficeHeld, Role

PATHS = {
    "hung-yen": ("hung-yen", Level.PROVINCE),
    "my-hao": ("hung-yen/my-hao", Level.TOWN),
    "duong-quang": ("hung-yen/my-hao/duong-quang", Level.COMMUNE),
    "bach-sam": ("hung-yen/my-hao/bach-sam", Level.COMMUNE),
    "duong-quang.van-phong": ("hung-yen/my-hao/duong-quang/duong-quang.van-phong", Level.BASE),
    "duong-quang.mat-tran": ("hung-yen/my-hao/duong-quang/duong-quang.mat-tran", Level.BASE),
}
BEGIN = date(2025, 1, 1)


def holder(*offices: tuple[Role, str]) -> Actor:
    """Somebody who holds these offices."""
    return Actor(subject="ai-do", name="Ai Đó", offices=tuple(_held(role, unit) for role, unit in offices))


def _held(role: Role, unit: str) -> OfficeHeld:
    path, level = PATHS[unit]
    return OfficeHeld(role=role, unit=unit, unit_name=unit, path=path, level=level, valid_from=BEGIN)


NOBODY = Actor(subject="nguoi-la")
INSTALLER = Actor(subject="nguoi-cai-dat", offices=(OfficeHeld(role=Role.ADMIN, unit="*", path="", valid_from=BEGIN),))
ADMIN = holder((Role.ADMIN, "hung-yen"))
PROVINCE = holder((Role.OFFICER, "hung-yen"))
TOWN = holder((Role.OFFICER, "my-hao"))
OFFICER = holder((Role.OFFICER, "duong-quang"))
SIGNER = holder((Role.SIGNER, "duong-quang"))
AUDITOR = holder((Role.AUDITOR, "duong-quang"))
MEMBER = holder((Role.COUNCIL_MEMBER, "duong-quang"))
HEAD = holder((Role.UNIT_HEAD, "duong-quang.van-phong"))
OTHER_HEAD = holder((Role.UNIT_HEAD, "duong-quang.mat-tran"))
NEIGHBOUR = holder((Role.OFFICER, "bach-sam"))

EVERYBODY = {
    "nobody": NOBODY,
    "installer": INSTALLER,
    "admin": ADMIN,
    "province": PROVINCE,
    "town": TOWN,
    "officer": OFFICER,
    "signer": SIGNER,
    "auditor": AUDITOR,
    "member": MEMBER,
    "head": HEAD,
    "other head": OTHER_HEAD,
    "neighbour": NEIGHBOUR,
}

"""A town with its communes and the people who look at its year."""

from __future__ import annotations

from datetime import date

from shared.events import Level
from shared.identity import OfficeHeld, Role
from shared.identity.directory import STORED, DirectoryPerson, DirectoryUnit
from shared.store import Context, Store, Transaction

__all__ = ["BEGIN", "COMMUNES", "PEOPLE", "STORED", "after_the_town", "enter", "people", "units"]

BEGIN = date(2025, 1, 1)
COMMUNES = {
    "duong-quang": "Xã Dương Quang", "bach-sam": "Phường Bạch Sam", "di-su": "Phường Dị Sử", "cam-xa": "Xã Cẩm Xá",
}  # fmt: skip
PEOPLE = {
    "dq-van-phong-01": ("Ngô Hồng Mận", Role.OFFICER, "duong-quang", Level.COMMUNE),
    "dq-chu-tich-01": ("Đào Văn Nghĩa", Role.SIGNER, "duong-quang", Level.COMMUNE),
    "dq-thon-2-01": ("Dương Đình Lộc", Role.UNIT_HEAD, "duong-quang.thon-2", Level.BASE),
    "bs-van-phong-01": ("Lê Thị Bưởi", Role.OFFICER, "bach-sam", Level.COMMUNE),
    "mh-noi-vu-01": ("Trần Văn Ổi", Role.OFFICER, "my-hao", Level.TOWN),
    "hy-noi-vu-01": ("Phạm Thị Nhãn", Role.OFFICER, "hung-yen", Level.PROVINCE),
}
"""Made-up people by subject: name, role, unit, level."""


def units() -> list[DirectoryUnit]:
    """Province, town, four communes and a hamlet, as in the first half of 2025."""
    above = [
        DirectoryUnit(
            id="hung-yen", name="Tỉnh Hưng Yên", level=Level.PROVINCE, parent=None, path="hung-yen", valid_from=BEGIN
        ),
        DirectoryUnit(
            id="my-hao", name="Thị xã Mỹ Hào", level=Level.TOWN, parent="hung-yen", path="hung-yen/my-hao",
            valid_from=BEGIN, valid_to=date(2025, 6, 30),
        ),
    ]  # fmt: skip
    communes = [
        DirectoryUnit(
            id=code, name=name, level=Level.COMMUNE, parent="my-hao", path=f"hung-yen/my-hao/{code}", valid_from=BEGIN
        )
        for code, name in COMMUNES.items()
    ]
    hamlet = DirectoryUnit(
        id="duong-quang.thon-2", name="Thôn 2", level=Level.BASE, parent="duong-quang",
        path="hung-yen/my-hao/duong-quang/duong-quang.thon-2", valid_from=BEGIN,
    )  # fmt: skip
    return [*above, *communes, hamlet]


def people() -> list[DirectoryPerson]:
    """Everybody with the office held."""
    return [
        DirectoryPerson(id=id_, name=name, offices=[OfficeHeld(role=role, unit=unit, level=level, valid_from=BEGIN)])
        for id_, (name, role, unit, level) in PEOPLE.items()
    ]


def after_the_town() -> list[DirectoryUnit]:
    """The units from 01/07/2025 on: the town has ended, its communes stand under the province."""
    moved = [unit for unit in units() if unit.level in (Level.COMMUNE, Level.BASE)]
    return [
        unit.model_copy(
            update={
                "path": unit.path.replace("/my-hao", ""),
                "parent": "hung-yen" if unit.parent == "my-hao" else unit.parent,
            }
        )
        for unit in moved
    ]


async def enter(store: Store, *records: DirectoryUnit | DirectoryPerson, context: Context) -> None:
    """Write directory entries as the directory's consumer would."""

    async def work(tx: Transaction) -> None:
        for record in records:
            tx.put(record)

    await store.transact(work, context)

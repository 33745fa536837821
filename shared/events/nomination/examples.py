"""The people and papers that the examples of this catalogue are about."""

from __future__ import annotations

DOSSIER = "0198c0de-0000-7000-8000-00000000000a"
DECISION = "0198c0de-0000-7000-8000-00000000000c"
AWARD = "0198c0de-0000-7000-8000-00000000000d"
NOMINEE = {"id": "nguoi-12", "kind": "individual", "name": "Lý Thu Vân", "unit": "duong-quang.van-phong"}
ABOUT = {
    "dossier": DOSSIER, "award": "TD-CN-LDTT", "kind": "LH-CT", "nominee": NOMINEE,
    "nominating_unit": "duong-quang.van-phong", "unit": "duong-quang", "year": 2025,
}  # fmt: skip

"""From the name of a unit in the directory to what its documents are headed with."""

from __future__ import annotations

from typing import get_args

from shared.documents import Locality
from shared.documents.locality import LocalityKind
from shared.errors import RuleBroken


class UnnamedKind(RuleBroken):
    code = "report.locality"
    title_vi = "Tên đơn vị «{name}» chưa ghi rõ xã, phường, thị xã hay tỉnh nên chưa lập được văn bản."
    title_en = "The unit name “{name}” does not say of which kind the unit is, so it cannot head a document."


def locality_of(name: str) -> Locality:
    """ "Xã Dương Quang" is the xã called Dương Quang; raises UnnamedKind."""
    for kind in sorted(get_args(LocalityKind), key=len, reverse=True):
        if name.lower().startswith(f"{kind} "):
            return Locality(kind=kind, name=name[len(kind) + 1 :])
    raise UnnamedKind(name=name)

"""Checking certificates over HTTP: public, without signing in."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict

from services.nomination.awards.model import Award, AwardState
from services.nomination.certificates import queries
from services.nomination.certificates.codes import shown
from shared.errors import NotFound
from shared.service import Visit, problems

router = APIRouter(prefix="/api/v1/certificates", tags=["certificates"])


class CertificateView(BaseModel):
    """What a certificate is worth today. Nothing of the money: that is nobody's business here."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "K7QM-3TXA-9DPC-X",
                    "state": "granted",
                    "name": "Nguyễn Ngọc Nhài",
                    "award": "TD-CN-LDTT",
                    "award_name": "Lao động tiên tiến",
                    "year": 2025,
                    "number": "12/QĐ-UBND",
                    "issuer": "Chủ tịch Ủy ban nhân dân xã Dương Quang",
                    "granted_on": "2025-06-23",
                    "revoked_on": None,
                    "revoked_by": "",
                }
            ]
        }
    )

    code: str
    state: AwardState
    name: str
    award: str
    award_name: str
    year: int
    number: str
    issuer: str
    granted_on: date
    revoked_on: date | None
    revoked_by: str

    @classmethod
    def of(cls, award: Award) -> Self:
        return cls.model_validate({**vars(award), "code": shown(award.code), "name": award.nominee.name})


@router.get("/{code}", summary="Check a certificate", responses=problems(NotFound))
async def check(
    code: Annotated[str, Path(max_length=40, examples=["K7QM-3TXA-9DPC-X"])], visit: Visit
) -> CertificateView:
    """By the code printed on it. A certificate under embargo is not found, like one that does not exist."""
    return CertificateView.of(await queries.by_code(visit.reads, code))

"""The forms of the decision pages."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Literal

from pydantic import BaseModel, Field, model_validator
from starlette.datastructures import UploadFile

from services.nomination.decisions.parts import Correctable, Way
from shared.clock import VIETNAM
from shared.web.forms import Day

Post = Literal["Chủ tịch", "Phó Chủ tịch"]
POSTS = [("Chủ tịch", "Chủ tịch"), ("Phó Chủ tịch", "Phó Chủ tịch, ký thay Chủ tịch")]
EIGHT = "08:00"


class Published(BaseModel):
    """When it is said to everybody; on signing, where no day is given."""

    embargo_on: Day | None = Field(None, title="ngày công bố")
    embargo_time: str = Field(EIGHT, title="giờ công bố", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")

    @property
    def embargo_until(self) -> datetime | None:
        """The instant, of the clock in Viet Nam."""
        if self.embargo_on is None:
            return None
        at = datetime.combine(self.embargo_on, time.fromisoformat(self.embargo_time), VIETNAM)
        return at.astimezone(UTC)


class NewDecisionForm(Published):
    """On which dossiers."""

    unit: str = Field(title="đơn vị ban hành", min_length=1, max_length=80)
    title: str = Field(title="trích yếu", min_length=5, max_length=500)
    meeting: str = Field("", title="phiên họp", max_length=64)
    dossiers: list[str] = Field(title="hồ sơ", min_length=1, max_length=2000)


class RevisionForm(Published):
    """What of a draft may be changed on its page."""

    title: str = Field(title="trích yếu", min_length=5, max_length=500)
    bases: str = Field("", title="căn cứ pháp lý", max_length=8000)

    @property
    def lines(self) -> list[str]:
        """One basis a line."""
        return [line.strip().removeprefix("Căn cứ ").rstrip(";. ") for line in self.bases.splitlines() if line.strip()]


class DiscardForm(BaseModel):
    """Why a draft is given up."""

    reason: str = Field(title="lý do bỏ dự thảo", min_length=3, max_length=2000)


class SignForm(BaseModel):
    """The post in which one signs, how, and that it is meant."""

    post: Post = Field("Chủ tịch", title="chức vụ khi ký")
    way: Way = Field(Way.WET, title="cách ký")
    sure: Literal["true"] = Field(title="ô xác nhận đã đọc")


class RecordForm(BaseModel):
    """Who has signed on paper."""

    signed_by: str = Field(title="người ký", min_length=1, max_length=120)
    post: Post = Field("Chủ tịch", title="chức vụ khi ký")
    sure: Literal["true"] = Field(title="ô xác nhận đã ký trên giấy")


class ScanForm(BaseModel):
    """The signed paper, scanned."""

    model_config = {"arbitrary_types_allowed": True}

    file: UploadFile = Field(title="bản quét")


class CorrectionForm(BaseModel):
    """Whose lines are corrected, and why; how each must read is sent beside it, ``<field>.<award>``."""

    title: str = Field("Về việc đính chính Quyết định khen thưởng", title="trích yếu", min_length=5, max_length=500)
    awards: list[str] = Field(title="người được khen", min_length=1, max_length=200)
    reason: str = Field(title="lý do đính chính", min_length=3, max_length=2000)


class CorrectedLine(BaseModel):
    """How one line must read."""

    name: str = Field(title="họ và tên", min_length=1, max_length=300)
    honorific: str = Field("", title="xưng hô", max_length=40)
    position: str = Field("", title="chức vụ, công việc", max_length=300)
    achievement: str = Field("", title="thành tích", max_length=4000)

    def values(self) -> dict[Correctable, str]:
        """Everything as it must read."""
        return {field: getattr(self, field.value) for field in Correctable}


class RevocationForm(BaseModel):
    """Whose award is taken back, and on which ground."""

    title: str = Field("Về việc hủy bỏ quyết định khen thưởng", title="trích yếu", min_length=5, max_length=500)
    awards: list[str] = Field(title="khen thưởng bị thu hồi", min_length=1, max_length=2000)
    ground: str = Field(title="căn cứ thu hồi", min_length=1, max_length=60)
    conclusion: str = Field(title="văn bản kết luận", min_length=3, max_length=500)
    concluded_on: Day = Field(title="ngày kết luận")
    reported_on: Day = Field(title="ngày đề nghị thu hồi")
    reason: str = Field(title="nội dung vi phạm", min_length=3, max_length=2000)

    @model_validator(mode="after")
    def _in_order(self) -> RevocationForm:
        if self.reported_on < self.concluded_on:
            raise ValueError("Ngày đề nghị thu hồi không thể trước ngày kết luận.")
        return self

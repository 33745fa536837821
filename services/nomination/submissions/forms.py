"""The forms of the submission pages."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from services.nomination.decisions.forms import Post
from services.nomination.decisions.parts import Way
from services.nomination.submissions.model import TITLE


class DraftForm(BaseModel):
    """Which dossiers go with one letter."""

    unit: str = Field(title="đơn vị trình", min_length=1, max_length=80)
    to_unit: str = Field(title="nơi nhận", min_length=1, max_length=80)
    title: str = Field(TITLE, title="trích yếu", min_length=5, max_length=500)
    reason: str = Field("", title="lý do trình", max_length=4000)
    dossiers: list[str] = Field(title="hồ sơ", min_length=1, max_length=200)


class RevisionForm(BaseModel):
    """What of a draft may be changed on its page."""

    title: str = Field(TITLE, title="trích yếu", min_length=5, max_length=500)
    reason: str = Field("", title="lý do trình", max_length=4000)


class SendForm(BaseModel):
    """The post in which it is signed, how, by whom, and that it is meant."""

    post: Post = Field("Chủ tịch", title="chức vụ khi ký")
    way: Way = Field(Way.WET, title="cách ký")
    signed_by: str = Field("", title="người ký", max_length=120)
    sure: Literal["true"] = Field(title="ô xác nhận")


class DiscardForm(BaseModel):
    """Why a draft is given up."""

    because: str = Field(title="lý do bỏ dự thảo", min_length=3, max_length=2000)


class ReturnForm(BaseModel):
    """Which dossiers go back, and why."""

    which: list[str] = Field(title="hồ sơ trả lại", min_length=1, max_length=200)
    why: str = Field(title="lý do trả lại", min_length=3, max_length=2000)

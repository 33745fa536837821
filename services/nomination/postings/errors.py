"""What can stand in the way of posting, commenting and deciding on what is posted."""

from __future__ import annotations

from shared.errors import Conflict, RuleBroken, ThiduaError


class NotPostable(RuleBroken):
    code = "posting.not_postable"
    title_vi = "Chưa niêm yết được hồ sơ của {nominee}: hồ sơ phải đang ở đơn vị này và đã được tiếp nhận."
    title_en = "The dossier of {nominee} cannot be posted: it must be with this unit and have been received."


class NoticeTooShort(RuleBroken):
    code = "posting.too_short"
    title_vi = "Chưa quyết định được hồ sơ của {nominee}: {why}."
    title_en = "{nominee} cannot be decided on yet: {why_en}."


class PostingClosed(Conflict):
    code = "posting.closed"
    title_vi = "Thời gian lấy ý kiến đã kết thúc ngày {closed}."
    title_en = "The time for comments ended on {closed}."


class Answered(Conflict):
    code = "comment.answered"
    title_vi = "Ý kiến này đã được xử lý."
    title_en = "This comment has been dealt with."


class TooManyComments(ThiduaError):
    code = "comment.too_many"
    status = 429
    title_vi = "Từ nơi này đã gửi {most} ý kiến trong ngày. Hãy gửi tiếp vào ngày mai, hoặc đến trụ sở Ủy ban nhân dân."
    title_en = "{most} comments came from this place today. Write again tomorrow, or come to the office."

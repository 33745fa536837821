"""What can stand in a council's way."""

from __future__ import annotations

from shared.errors import Conflict, Denied, RuleBroken


class SeatsWrong(RuleBroken):
    code = "council.seats"
    title_vi = "Thành phần Hội đồng chưa đúng: {detail_vi}"
    title_en = "The seats of the council are not right: {detail_en}"


class NotOnAgenda(RuleBroken):
    code = "meeting.not_on_agenda"
    title_vi = "Hồ sơ này không có trong chương trình phiên họp."
    title_en = "The dossier is not on the agenda of this meeting."


class CannotSchedule(RuleBroken):
    code = "meeting.cannot_schedule"
    title_vi = "Chưa thể đưa hồ sơ của {nominee} ra Hội đồng: hồ sơ phải được đơn vị này tiếp nhận trước."
    title_en = "The dossier of {nominee} cannot go before the council: this unit must have received it first."


class NotAMember(RuleBroken):
    code = "meeting.not_a_member"
    title_vi = "{person} không phải là ủy viên của phiên họp này."
    title_en = "{person} is not a member of this meeting."


class NotYet(RuleBroken):
    code = "meeting.not_yet"
    title_vi = "Phiên họp diễn ra ngày {day:%d/%m/%Y}, chưa thể mở bỏ phiếu."
    title_en = "The meeting is on {day:%Y-%m-%d}; no ballot can be opened before."


class MeetingOver(Conflict):
    code = "meeting.over"
    title_vi = "Phiên họp đã kết thúc."
    title_en = "The meeting is over."


class BallotOpen(Conflict):
    code = "meeting.ballot_open"
    title_vi = "Đang bỏ phiếu. Hãy kết thúc bỏ phiếu trước."
    title_en = "A ballot is open. Close it first."


class BallotNotOpen(Conflict):
    code = "ballot.not_open"
    title_vi = "Mục này hiện không mở bỏ phiếu."
    title_en = "No ballot is open on this item."


class NoQuorum(RuleBroken):
    code = "meeting.no_quorum"
    title_vi = "Không đủ số ủy viên để bỏ phiếu: có {present} trên {members}, cần ít nhất {needed}."
    title_en = "No quorum: {present} of {members} can vote, at least {needed} are needed."


class NoVote(Denied):
    code = "ballot.no_vote"
    title_vi = "Bạn không bỏ phiếu mục này: {why_vi}."
    title_en = "You have no vote on this item: {why_en}."


class AlreadyVoted(Conflict):
    code = "ballot.already_voted"
    title_vi = "Bạn đã bỏ phiếu mục này. Mỗi ủy viên bỏ một phiếu và không sửa được."
    title_en = "You have voted on this item. Each member votes once, and a vote cannot be changed."


class BallotUnreadable(RuleBroken):
    code = "ballot.unreadable"
    title_vi = "Không mở được phiếu: khóa của hệ thống đã thay đổi trong lúc bỏ phiếu. Phải bỏ phiếu lại."
    title_en = "The ballots cannot be opened: the key was changed while voting was on. The vote must be repeated."

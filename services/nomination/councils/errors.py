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


class ItemSettled(Conflict):
    code = "meeting.item_settled"
    title_vi = "Mục này đã bỏ phiếu, không thay đổi được nữa."
    title_en = "There was a vote on this item; it cannot be changed."


class NothingToSettle(Conflict):
    code = "meeting.nothing_to_settle"
    title_vi = "Mục này chưa có kết quả bỏ phiếu để làm việc đó."
    title_en = "The item has no result of a vote for which this could be done."


class TieUnbroken(Conflict):
    code = "meeting.tie_unbroken"
    title_vi = "Còn mục ngang phiếu chờ ý kiến của Chủ tịch Hội đồng, chưa thể kết thúc phiên họp."
    title_en = "A tie waits for the chair's opinion; the meeting cannot end before."


class NoConflict(RuleBroken):
    code = "meeting.no_conflict"
    title_vi = "Không có đề xuất xung đột lợi ích nào của ủy viên này ở mục này để trả lời."
    title_en = "The data propose no conflict of this member on this item."


class OwnConflict(Denied):
    code = "meeting.own_conflict"
    title_vi = "Không ai tự bác bỏ đề xuất xung đột lợi ích của chính mình; hãy để Chủ tịch hoặc thư ký trả lời."
    title_en = "Nobody refuses the own conflict of interest; chair or secretary answer it."


class ConflictsUnanswered(RuleBroken):
    code = "meeting.conflicts_unanswered"
    title_vi = "Còn {number} đề xuất xung đột lợi ích ở mục này chưa được xác nhận hay bác bỏ."
    title_en = "{number} proposed conflicts of interest on this item wait for an answer."


class TooFewVoters(RuleBroken):
    code = "ballot.too_few_voters"
    title_vi = (
        "Chỉ có {number} ủy viên bỏ phiếu: từ kết quả, mỗi người suy ra được phiếu của người kia. "
        "Hội đồng phải biết điều đó và đồng ý trước khi mở phiếu."
    )
    title_en = "Only {number} members vote: from the result each can tell the other's vote. The council must accept it."


class TooFewBallots(RuleBroken):
    code = "ballot.too_few_ballots"
    title_vi = (
        "Trong hòm có {number} phiếu, cần ít nhất {fewest}: kiểm bây giờ là lộ phiếu. "
        "Hãy chờ thêm, hoặc hủy cuộc bỏ phiếu này mà không kiểm."
    )
    title_en = "There are {number} ballots, at least {fewest} are needed to keep them secret. Wait, or void the ballot."


class BallotsMissing(RuleBroken):
    code = "ballot.missing"
    title_vi = "Còn {number} ủy viên chưa bỏ phiếu. Muốn kết thúc thì phải xác nhận là không chờ nữa."
    title_en = "{number} members have not voted. Confirm that the council waits no longer."


class VotedTwice(RuleBroken):
    code = "ballot.voted_twice"
    title_vi = "Mục này đã bỏ phiếu lại một lần; kết quả lần sau là kết quả cuối."
    title_en = "The vote on this item was repeated already; its second result is final."


class NoKey(RuleBroken):
    code = "ballot.no_key"
    title_vi = "Mở phiếu kín cần chìa khóa hòm phiếu (ít nhất 24 chữ, số ngẫu nhiên)."
    title_en = "A secret ballot needs the key of its box (at least 24 random letters or figures)."


class WrongKey(RuleBroken):
    code = "ballot.wrong_key"
    title_vi = "Chìa khóa hòm phiếu không đúng. Dùng máy đã mở phiếu, hoặc nhập chìa khóa dự phòng."
    title_en = "This is not the key of the box. Use the computer that opened the ballot, or type its spare key."


class BadSeal(RuleBroken):
    code = "ballot.reopened"
    title_vi = "Cuộc bỏ phiếu vừa được mở lại. Hãy tải lại trang rồi bỏ phiếu."
    title_en = "The ballot has just been opened anew. Load the page again and vote."


class MinutesLocked(Conflict):
    code = "minutes.locked"
    title_vi = "Biên bản đã ký hoặc đang chờ ký, không sửa được."
    title_en = "The minutes are signed or wait for a signature; they cannot be changed."


class NotPresiding(RuleBroken):
    code = "meeting.not_presiding"
    title_vi = "Mục này do người khác chủ trì; chỉ người chủ trì mục này cho ý kiến quyết định khi ngang phiếu."
    title_en = "Somebody else presides over this item, whose opinion prevails on a tie."


class TooManyPapers(RuleBroken):
    code = "meeting.too_many_papers"
    title_vi = "Phiên họp đã có {most} tệp tài liệu. Hãy gộp hoặc bỏ bớt."
    title_en = "The meeting has {most} files already."

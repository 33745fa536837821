"""What can stand in the way of a sweep and of its candidates."""

from __future__ import annotations

from collections.abc import Sequence

from services.nomination.sweeps.parts import CandidateTwin
from shared.errors import Conflict, RuleBroken


class SweepIsClosed(Conflict):
    code = "sweep.closed"
    title_vi = "Đợt rà soát này đã kết thúc."
    title_en = "This sweep has ended."


class StillWaiting(RuleBroken):
    code = "sweep.still_waiting"
    title_vi = (
        "Chưa kết thúc được đợt rà soát: còn {count} người chưa lập hồ sơ và chưa ghi lý do đưa ra khỏi danh sách."
    )
    title_en = "The sweep cannot be closed: {count} people are neither in a dossier nor set aside with a reason."


class HamletMissing(RuleBroken):
    code = "sweep.hamlet_not_in_it"
    title_vi = "{unit} không thuộc đợt rà soát này."
    title_en = "{unit} is not part of this sweep."


class CandidateNotPossible(Conflict):
    code = "candidate.not_possible"
    title_vi = "Không làm được việc này khi người trong danh sách đang ở bước «{state}»."
    title_en = "«{action}» is not possible while the candidate is {state}."


class PerhapsTwice(RuleBroken):
    """Somebody of this name and year is known already. ``twins`` tell who; a reason says that it is another person."""

    code = "candidate.perhaps_twice"
    title_vi = "Có thể trùng: {found}. Nếu là người khác, hãy ghi rõ căn cứ phân biệt."
    title_en = "Perhaps the same person: {found}. If not, say how the two are told apart."

    def __init__(self, twins: Sequence[CandidateTwin]) -> None:
        found = "; ".join(f"{one.name}, {one.where}" for one in twins)
        super().__init__(found=found, extensions={"twins": [one.model_dump(mode="json") for one in twins]})


class RelativeMustDeclare(RuleBroken):
    code = "candidate.relative_must_declare"
    title_vi = "Người được đề nghị đã mất: bản khai phải do thân nhân lập (Nghị định 28/2024/NĐ-CP, Mẫu số 02)."
    title_en = "The person has died: a relative must declare (Decree 28/2024, form 02)."


class DeclarationIncomplete(RuleBroken):
    code = "candidate.declaration_incomplete"
    title_vi = "Bản khai của thân nhân còn thiếu: {missing}."
    title_en = "The declaration of the relative lacks: {missing_en}."


class ProofLacking(RuleBroken):
    code = "candidate.proof_lacking"
    title_vi = "Chưa đủ giấy tờ chứng minh ({article}): {missing}."
    title_en = "The proof is not sufficient ({article}): {missing_en}."


class UnknownProof(RuleBroken):
    code = "candidate.unknown_proof"
    title_vi = "Loại giấy tờ «{kind}» không có trong danh mục giấy tờ chứng minh."
    title_en = "«{kind}» is no kind of proof that the law data know."


class AssociationNotAsked(RuleBroken):
    code = "candidate.association_not_asked"
    title_vi = "Chưa niêm yết được {name}: chưa có ý kiến của {association}."
    title_en = "{name} cannot be posted: {association} has not been asked."


class AssociationDisagrees(RuleBroken):
    code = "candidate.association_disagrees"
    title_vi = "Chưa niêm yết được {name}: {association} không đồng ý. Trả lại để bổ sung, hoặc ghi lý do đưa ra."
    title_en = "{name} cannot be posted: {association} does not agree. Return it, or set the candidate aside."


class AnswerStillDue(RuleBroken):
    code = "candidate.answer_still_due"
    title_vi = "Còn trong thời hạn trả lời, đến hết ngày {until}."
    title_en = "The answer is not late yet: it is due on {until}."


class NoticeStillRuns(RuleBroken):
    code = "candidate.notice_too_short"
    title_vi = "Chưa lập hồ sơ trình {nominee} được: {why}."
    title_en = "{nominee} cannot be proposed yet: {why_en}."


class CommentUnanswered(RuleBroken):
    code = "candidate.comment_unanswered"
    title_vi = "Chưa lập hồ sơ trình {nominee} được: có {count} ý kiến của người dân chưa được xử lý."
    title_en = "{nominee} cannot be proposed yet: {count} comments have not been dealt with."


class NoAwardYet(RuleBroken):
    code = "candidate.no_award"
    title_vi = "Chưa có hình thức khen thưởng nào được xác định cho đối tượng {subject}; địa phương cần nhập trước."
    title_en = "No award has been named for {subject} yet."


class DossierAlive(RuleBroken):
    code = "candidate.dossier_alive"
    title_vi = "Hồ sơ của {nominee} vẫn đang được giải quyết; chỉ nhận lại khi hồ sơ đã kết thúc mà không được khen."
    title_en = "The dossier of {nominee} is under way; it can be taken up again only when the dossier has ended."

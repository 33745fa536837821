"""What can stand in the way of a submission."""

from __future__ import annotations

from shared.errors import Conflict, RuleBroken


class SubmissionNotPossible(Conflict):
    code = "submission.not_possible"
    title_vi = "Tờ trình đang ở bước không cho phép việc này. Hãy mở lại tờ trình để xem bước hiện tại."
    title_en = "The submission is {state}: {action} is not possible now."


class NotToBeSubmitted(RuleBroken):
    code = "submission.not_ready"
    title_vi = "Hồ sơ của {nominee} chưa trình được: chưa tiếp nhận, chưa thông qua, đã trình hoặc đã có quyết định."
    title_en = "The dossier of {nominee} cannot be submitted: not received or approved here, sent on, or decided."


class InAnotherDraft(RuleBroken):
    code = "submission.in_another_draft"
    title_vi = "Hồ sơ của {nominee} đang nằm trong một dự thảo tờ trình khác. Hãy trình hoặc bỏ dự thảo đó trước."
    title_en = "The dossier of {nominee} is in another draft. Send or discard that one first."


class NothingLeft(Conflict):
    code = "submission.nothing_left"
    title_vi = "Không còn hồ sơ nào của tờ trình này đang chờ. Có thể người khác vừa tiếp nhận hoặc trả lại."
    title_en = "No dossier of this submission waits any more."


class NotInSubmission(RuleBroken):
    code = "submission.not_in_it"
    title_vi = "Có hồ sơ không thuộc tờ trình này hoặc không còn chờ ở đây."
    title_en = "A dossier is not in this submission, or waits here no more."

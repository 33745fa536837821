"""What can stand in the way of a selection of models."""

from __future__ import annotations

from shared.errors import BadInput, Conflict, RuleBroken


class SelectionNotPossible(Conflict):
    code = "exemplars.not_possible"
    title_vi = "Danh sách điển hình đang ở trạng thái không cho phép làm việc này. Hãy mở lại trang để xem."
    title_en = "A selection that is {state} does not allow {action}."


class YearsOutOfOrder(BadInput):
    code = "exemplars.years"
    title_vi = "Giai đoạn phải từ 01 đến {most} năm và không sau năm nay."
    title_en = "The period must be one to {most} years and not lie after this year."


class NobodyChosen(RuleBroken):
    code = "exemplars.nobody"
    title_vi = "Danh sách chưa có đại biểu nào."
    title_en = "Nobody is on the list."


class TooManyChosen(RuleBroken):
    code = "exemplars.too_many"
    title_vi = "Danh sách có {number} đại biểu, nhiều hơn {seats} chỗ của hội nghị. Đưa bớt ra hoặc tăng số đại biểu."
    title_en = "{number} are chosen for {seats} seats."


class SharesNotKept(RuleBroken):
    code = "exemplars.shares"
    title_vi = "Cơ cấu đại biểu chưa đạt: {shares} Ghi lý do nếu vẫn trình."
    title_en = "The list is not made up as asked for; say why it is proposed all the same."


class StillExamined(RuleBroken):
    code = "exemplars.under_examination"
    title_vi = "{nominee} {what} từ {since}, chưa thể là đại biểu cho đến khi có kết luận (Điều 4 Nghị định 152/2025)."
    title_en = "{nominee} cannot be a delegate while {what_en}."


class NotACandidate(RuleBroken):
    code = "exemplars.not_a_candidate"
    title_vi = "Không có người hoặc tập thể này trong danh sách xét."
    title_en = "Nobody of that id is among the candidates."


class TooManyCandidates(RuleBroken):
    code = "exemplars.too_many_candidates"
    title_vi = (
        "Giai đoạn này có {number} người, tập thể được khen, nhiều hơn {most}. "
        "Hãy chọn giai đoạn ngắn hơn hoặc lập riêng từng xã."
    )
    title_en = "{number} were awarded in the period, more than {most}. Choose a shorter period, or commune by commune."

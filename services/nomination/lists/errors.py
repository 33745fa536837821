"""What can stand in the way of a list."""

from __future__ import annotations

from shared.errors import BadInput, Conflict, RuleBroken


class ListHasProblems(RuleBroken):
    code = "list.has_problems"
    title_vi = "Còn {wrong} trên {total} dòng phải sửa. Sửa trong tệp rồi tải lên lại; chưa có hồ sơ nào được lập."
    title_en = "{wrong} of {total} lines have something to mend. Mend the file and send it again; nothing was made yet."


class ListNotPossible(Conflict):
    code = "list.not_possible"
    title_vi = "Danh sách đã được gửi hoặc đang xử lý."
    title_en = "The list has been sent or is under way."


class SheetRefused(BadInput):
    code = "list.sheet_refused"
    title_vi = "Không đọc được bảng: {why_vi}"
    title_en = "The sheet cannot be read: {why_en}"

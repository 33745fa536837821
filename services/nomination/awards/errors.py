"""What can stand in the way of a change to the register."""

from __future__ import annotations

from shared.errors import BadInput, Conflict, RuleBroken


class AlreadyRevoked(Conflict):
    code = "award.revoked"
    title_vi = "Khen thưởng của {nominee} đã bị thu hồi."
    title_en = "The award of {nominee} has been revoked."


class NeedsDecision(RuleBroken):
    code = "award.needs_decision"
    title_vi = "Khen thưởng này có quyết định trong hệ thống: muốn sửa phải ban hành quyết định đính chính."
    title_en = "This award rests on a decision kept here; only a correcting decision may change it."


class NotAWorkbook(BadInput):
    code = "award.not_a_workbook"
    title_vi = "Không đọc được tệp này. Hãy gửi tệp .xlsx theo mẫu, không quá {most_mb} MB và {most_rows} dòng."
    title_en = "The file cannot be read. Send an .xlsx of at most {most_mb} MB and {most_rows} rows."


class MissingColumns(BadInput):
    code = "award.missing_columns"
    title_vi = "Dòng đầu của bảng còn thiếu cột: {columns}. Hãy dùng tệp mẫu."
    title_en = "The first row lacks the columns {columns}."


class AlreadyEntered(Conflict):
    code = "award.entered"
    title_vi = "Tệp này đã được nhập vào sổ hoặc đã bỏ."
    title_en = "This file has been entered or dropped already."


class NothingToEnter(RuleBroken):
    code = "award.nothing_to_enter"
    title_vi = "Không có dòng nào nhập được. Hãy sửa tệp theo lý do ghi ở từng dòng."
    title_en = "No row can be entered."

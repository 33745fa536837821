"""What can stand in the way of a report."""

from __future__ import annotations

from shared.errors import NotFound, RuleBroken


class NoReport(NotFound):
    code = "report.none"
    title_vi = "{award} không cần báo cáo thành tích."
    title_en = "{award} asks for no achievement report."


class UnknownSection(NotFound):
    code = "report.unknown_section"
    title_vi = "Báo cáo này không có mục «{section}», hoặc mục đó tự lấy từ sổ khen thưởng."
    title_en = "The report has no section «{section}», or it writes itself out of the register."


class SectionTooLong(RuleBroken):
    code = "report.too_long"
    title_vi = "Mục «{section}» viết được nhiều nhất {most} ký tự mỗi ô."
    title_en = "The section «{section}» takes at most {most} letters in each field."

"""What can go wrong when the law is asked.

ThiduaError
├── BadInput
│   └── UnknownFact      a criterion or code in the facts that the data files do not know
├── NotFound
│   ├── UnknownAward     no such award, or none of that code on that date
│   ├── NoRule           the files hold no row for this question on this date
│   └── NoFigure         the row exists, but its figure is left to the locality and not yet set
└── LawDataError         a data file itself is wrong; for whoever maintains it
"""

from __future__ import annotations

from shared.errors import BadInput, NotFound, ThiduaError


class UnknownAward(NotFound):
    code = "law.unknown_award"
    title_vi = "Không có danh hiệu hoặc hình thức khen thưởng «{award}» vào ngày {on:%d/%m/%Y}."
    title_en = "There is no award {award} on {on:%Y-%m-%d}."


class NoRule(NotFound):
    code = "law.no_rule"
    title_vi = "Chưa có quy định về {question} ({about}) vào ngày {on:%d/%m/%Y}."
    title_en = "The law files hold no {question} for {about} on {on:%Y-%m-%d}."


class NoFigure(NotFound):
    code = "law.no_figure"
    title_vi = "Mức {question} của {about} do địa phương quy định và chưa được nhập."
    title_en = "The {question} of {about} is a local figure and has not been set."


class UnknownFact(BadInput):
    code = "law.unknown_fact"
    title_vi = "Dữ kiện «{fact}» không có trong danh mục: {detail}"
    title_en = "The fact {fact} is not in the vocabulary: {detail}"


class LawDataError(ThiduaError):
    code = "law.data"
    title_vi = "Tệp quy định pháp luật {file} có lỗi: {detail}"
    title_en = "The law data file {file} is wrong: {detail}"

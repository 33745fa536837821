"""What can stand in a decision's way."""

from __future__ import annotations

from shared.errors import Conflict, RuleBroken


class NotDecidable(RuleBroken):
    code = "decision.not_decidable"
    title_vi = (
        "Chưa thể quyết định hồ sơ của {nominee}: hồ sơ phải được Hội đồng thông qua và thuộc thẩm quyền cấp này."
    )
    title_en = "{nominee} cannot be decided on: the council must have approved and the power must lie with this level."


class BonusNotSet(RuleBroken):
    code = "decision.bonus_not_set"
    title_vi = "Chưa có mức tiền thưởng của {award} do địa phương quy định. Hãy nhập mức này trước khi ký."
    title_en = "The bonus of {award} is a local figure and has not been set."


class AlreadySigned(Conflict):
    code = "decision.signed"
    title_vi = "Quyết định đã ký, không sửa được. Muốn thay đổi phải ban hành quyết định khác."
    title_en = "The decision is signed and cannot be changed; another decision must do it."

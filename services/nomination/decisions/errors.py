"""What can stand in a decision's way."""

from __future__ import annotations

from shared.errors import BadInput, Conflict, NotFound, RuleBroken


class NotDecidable(RuleBroken):
    code = "decision.not_decidable"
    title_vi = (
        "Chưa thể quyết định hồ sơ của {nominee}: hồ sơ phải được Hội đồng thông qua (trừ thủ tục đơn giản) "
        "và thuộc thẩm quyền cấp này."
    )
    title_en = "{nominee} cannot be decided on: the council must have approved and the power must lie with this level."


class NothingApproved(RuleBroken):
    code = "decision.nothing_approved"
    title_vi = "Phiên họp này không còn hồ sơ nào được thông qua mà đơn vị có thẩm quyền quyết định."
    title_en = "Nothing that this meeting approved is left for this unit to decide."


class BonusNotSet(RuleBroken):
    code = "decision.bonus_not_set"
    title_vi = "Chưa có mức tiền thưởng của {award} do địa phương quy định. Hãy nhập mức này trước khi ký."
    title_en = "The bonus of {award} is a local figure and has not been set."


class AlreadySigned(Conflict):
    code = "decision.signed"
    title_vi = "Quyết định đã ký, không sửa được. Muốn thay đổi phải ban hành quyết định khác."
    title_en = "The decision is signed and cannot be changed; another decision must do it."


class NotPossible(Conflict):
    code = "decision.not_possible"
    title_vi = "Quyết định đang ở trạng thái không cho phép làm việc này. Hãy mở lại trang để xem."
    title_en = "A decision that is {state} does not allow {action}."


class UnderEmbargo(Conflict):
    code = "decision.embargo"
    title_vi = "Chưa đến thời điểm được công bố quyết định này."
    title_en = "The embargo of the decision is not over."


class EmbargoPast(BadInput):
    code = "decision.embargo_past"
    title_vi = "Thời điểm công bố phải ở sau lúc này. Bỏ trống nếu công bố ngay khi ký."
    title_en = "The end of the embargo must lie in the future; leave it empty to publish on signing."


class NotConcerned(RuleBroken):
    code = "decision.not_concerned"
    title_vi = "Khen thưởng của {nominee} không thuộc quyết định này hoặc đã bị thu hồi."
    title_en = "The award of {nominee} was not given by this decision or has been revoked."


class NothingChanged(BadInput):
    code = "decision.nothing_changed"
    title_vi = "Chưa có gì khác với bản đã ký. Hãy ghi nội dung đúng vào ô cần đính chính."
    title_en = "Nothing differs from what was signed."


class UnknownGround(BadInput):
    code = "decision.unknown_ground"
    title_vi = "Căn cứ thu hồi phải là một trong các trường hợp tại Điều 93 khoản 2 Luật Thi đua, khen thưởng."
    title_en = "The ground must be one of article 93 clause 2."


class DaysOutOfOrder(BadInput):
    code = "decision.days_out_of_order"
    title_vi = "Ngày kết luận phải không sau ngày đề nghị, và cả hai không sau hôm nay."
    title_en = "The conclusion cannot come after the proposal, nor either after today."


class NotTheirPower(RuleBroken):
    code = "decision.not_their_power"
    title_vi = "Chỉ người có thẩm quyền đã quyết định khen thưởng mới được đính chính, thu hồi."
    title_en = "Only the authority that gave an award may correct or revoke it."


class NotASigner(RuleBroken):
    code = "decision.not_a_signer"
    title_vi = "Người được ghi là người ký không giữ chức vụ ký quyết định của đơn vị này hôm nay."
    title_en = "Who is named as the signer does not hold the signing office of the unit today."


class NoSignedFile(NotFound):
    code = "decision.no_signed_file"
    title_vi = "Quyết định này không có bản ký số hoặc bản quét."
    title_en = "The decision has no signed file."


class BadScan(BadInput):
    code = "decision.bad_scan"
    title_vi = "Bản quét phải là tệp PDF, không quá {most} MB."
    title_en = "The scan must be a PDF of at most {most} MB."

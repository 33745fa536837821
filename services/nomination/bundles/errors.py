"""Why a bundle is not made, not opened, not read in."""

from __future__ import annotations

from shared.errors import BadInput, Conflict, RuleBroken


class NoSeal(RuleBroken):
    code = "bundle.no_seal"
    title_vi = "Hệ thống chưa có khóa niêm phong của {unit} nên chưa xuất tệp được. Hãy báo quản trị cài khóa."
    title_en = "This installation has no seal of {unit}; nothing is exported without one."


class BundleTooLarge(RuleBroken):
    code = "bundle.too_large"
    title_vi = "Tệp sẽ lớn hơn {most} MB nên nơi nhận không nhập được. Hãy trình ít hồ sơ hơn trong một tờ trình."
    title_en = "The bundle would be larger than {most} MB and could not be read in. Submit fewer dossiers at once."


class BundleRefused(BadInput):
    """The file is no bundle, or was changed on the way, or is not for us. Nothing of it was read in."""

    code = "bundle.refused"
    title_vi = "Không nhập được tệp: {why_vi} Chưa có gì được ghi."
    title_en = "The file is refused: {why_en} Nothing was written."


class NotOurs(BundleRefused):
    code = "bundle.wrong_addressee"
    title_vi = "Tệp gửi cho {unit}, không phải đơn vị của bạn. Chưa có gì được ghi."
    title_en = "The file is addressed to {unit}, which is not a unit of yours. Nothing was written."


class SealBroken(BundleRefused):
    code = "bundle.seal_broken"
    title_vi = (
        "Niêm phong không đúng: tệp đã bị sửa, hoặc không do {unit} lập, hoặc khóa của {unit} chưa nằm trong danh sách "
        "tin cậy. Chưa có gì được ghi."
    )
    title_en = "The seal does not hold: changed on the way, not made by {unit}, or its key is not trusted here."


class UnknownSubmission(BundleRefused):
    code = "bundle.unknown_submission"
    title_vi = "Tệp trả lời một tờ trình không có ở đây. Chưa có gì được ghi."
    title_en = "The file answers a submission that is not known here. Nothing was written."


class AlreadyRead(Conflict):
    code = "bundle.already_read"
    title_vi = "Lần nhập này đã xong."
    title_en = "This import is done."


def refused(why_vi: str, why_en: str) -> BundleRefused:
    """The refusal with its reason in both languages."""
    return BundleRefused(why_vi=why_vi, why_en=why_en)

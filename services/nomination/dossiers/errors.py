"""What can stand in a dossier's way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.nomination.dossiers.parts import Twin
from shared.errors import Conflict, RuleBroken
from shared.law import ConditionResult, RuleSet


class Ineligible(RuleBroken):
    """Conditions of the law do not hold. ``conditions`` in the problem names each with its article."""

    code = "dossier.ineligible"
    title_vi = "Chưa đủ điều kiện theo {article}: {sentence}"
    title_en = "Not eligible under {article}: {sentence_en}"

    def __init__(self, failed: Sequence[ConditionResult], *, award: str, rule_set: RuleSet) -> None:
        first = failed[0]
        super().__init__(
            article=first.article,
            sentence=first.sentence_vi,
            sentence_en=first.sentence_en,
            extensions={
                "award": award,
                "rule_set": rule_set.code,
                "conditions": [_member(result) for result in failed],
            },
        )


class AlreadyUsed(RuleBroken):
    """Another dossier rests on the same achievement or initiative. ``twins`` in the problem names each."""

    code = "dossier.already_used"
    title_vi = (
        "{what} đã nêu trong hồ sơ năm {year} của {nominee} ({award}{number}). Một thành tích chỉ được khen một hình "
        "thức, một sáng kiến chỉ được dùng một lần. Nếu thành tích khác, hãy ghi rõ khác ở đâu."
    )
    title_en = (
        "{what_en} already stands in a dossier of {year} for {nominee} ({award}{number}). One achievement earns one "
        "award, one initiative is used once. Say what is different if it is another."
    )

    def __init__(self, twins: Sequence[Twin]) -> None:
        first = twins[0]
        initiative = first.why == "initiative"
        super().__init__(
            what=f"Sáng kiến «{first.same}»" if initiative else "Thành tích này",
            what_en=f"The initiative «{first.same}»" if initiative else "This achievement",
            year=first.year,
            nominee=first.nominee,
            award=first.award,
            number=f", {first.number}" if first.number else "",
            extensions={"twins": [twin.model_dump() for twin in twins]},
        )


class UnderExamination(RuleBroken):
    code = "dossier.under_examination"
    title_vi = (
        "Chưa khen thưởng, chưa đề nghị khen thưởng {nominee}: {what} từ ngày {since} "
        "(Nghị định 152/2025/NĐ-CP, Điều 4)."
    )
    title_en = "No award or proposal for {nominee}: {what_en} since {since} (Decree 152/2025, article 4)."


class AwardMismatch(RuleBroken):
    code = "dossier.award_mismatch"
    title_vi = "{award} không dành cho {what}."
    title_en = "{award} is not given to {what}."


class KindNeeded(RuleBroken):
    code = "dossier.kind_needed"
    title_vi = "Với {award}, hãy chọn một trong các loại hình: {kinds}."
    title_en = "{award} needs one of these kinds of commendation: {kinds}."


class FactsMismatch(RuleBroken):
    code = "dossier.facts_mismatch"
    title_vi = "Dữ kiện nói về {fact}, hồ sơ ghi {said}. Hãy sửa cho khớp."
    title_en = "The facts speak of {fact}, the dossier of {said}."


class NotPossible(Conflict):
    code = "dossier.not_possible"
    title_vi = "Hồ sơ đang ở trạng thái không cho phép việc này. Hãy mở lại hồ sơ để xem bước hiện tại."
    title_en = "The dossier is {state}: {action} is not possible now."


class AskedBefore(Conflict):
    code = "dossier.asked_before"
    title_vi = "Chỉ được yêu cầu bổ sung một lần trong khi thẩm định, và hồ sơ này đã được yêu cầu bổ sung."
    title_en = "A supplement may be asked for once during appraisal, and this dossier has had its one."


class AlreadyAnswered(Conflict):
    code = "dossier.already_answered"
    title_vi = "{body} đã có ý kiến về hồ sơ này."
    title_en = "{body} has already given its opinion on this dossier."


class AskedTwice(RuleBroken):
    code = "dossier.asked_twice"
    title_vi = "{unit} đã có trong danh sách cùng đề nghị."
    title_en = "{unit} nominates already, or has been asked to."


class NotAskedToJoin(RuleBroken):
    code = "dossier.not_asked_to_join"
    title_vi = "Không có đơn vị «{unit}» trong cùng xã để cùng đề nghị."
    title_en = "No unit «{unit}» of the same commune can nominate together, or it was not asked."


class JointUnanswered(RuleBroken):
    code = "dossier.joint_unanswered"
    title_vi = "Chưa trả lời việc cùng đề nghị: {units}. Chờ trả lời, hoặc bỏ đơn vị đó khỏi hồ sơ rồi gửi."
    title_en = "Not answered yet: {units}. Wait for the answer, or go on without that unit."


class NotAsked(RuleBroken):
    code = "dossier.not_asked"
    title_vi = "Không có cơ quan nào ở vị trí {place} trong danh sách lấy ý kiến."
    title_en = "No body stands at place {place} of the consultation."


class FixedSinceReceipt(RuleBroken):
    code = "dossier.fixed_since_receipt"
    title_vi = "Hồ sơ đã được tiếp nhận: khi bổ sung không đổi được {what}."
    title_en = "The dossier has been received: a supplement cannot change {what_en}."


class TooManyFiles(RuleBroken):
    code = "dossier.too_many_files"
    title_vi = "Một hồ sơ có nhiều nhất {most} tệp. Hãy gộp các trang thành một tệp PDF."
    title_en = "A dossier holds at most {most} files. Merge the pages into one PDF."


class DecidedHere(RuleBroken):
    code = "dossier.decided_here"
    title_vi = "Thẩm quyền quyết định thuộc chính cấp này ({level}), không chuyển lên cấp trên."
    title_en = "The power lies with this very level ({level}): there is nothing to forward."


class WrongAddressee(RuleBroken):
    code = "dossier.wrong_addressee"
    title_vi = (
        "Không thể chuyển hồ sơ đến {unit}: đơn vị nhận phải là cấp trên đang hoạt động "
        "và không vượt cấp có thẩm quyền."
    )
    title_en = "{unit} is not a level above that exists today and lies on the way to the level with the power."


def _member(result: ConditionResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "article": result.article,
        "vi": result.sentence_vi,
        "en": result.sentence_en,
        "attach_vi": result.attach_vi,
        "attach_en": result.attach_en,
        "citation": result.citation,
        "verified": result.verified,
    }

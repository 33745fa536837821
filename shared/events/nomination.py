"""What the nomination service says: dossiers, council meetings, decisions, awards.

No event says anything of a ballot before it is closed, and none ever says who voted how.
"""

from __future__ import annotations

from datetime import date, datetime

from shared.events.base import Classification, Event, Level, event
from shared.events.parts import Nominee, Part, PartReason, Tally

INTERNAL, PUBLIC = Classification.INTERNAL, Classification.PUBLIC
_DOSSIER = "0198c0de-0000-7000-8000-00000000000a"
_NOMINEE = {"id": "nguoi-12", "kind": "individual", "name": "Lý Thu Vân", "unit": "duong-quang.van-phong"}
_ABOUT = {
    "dossier": _DOSSIER, "award": "TD-CN-LDTT", "kind": "LH-CT", "nominee": _NOMINEE,
    "nominating_unit": "duong-quang.van-phong", "unit": "duong-quang", "year": 2025,
}  # fmt: skip


class AboutDossier(Event):
    """What every event of a dossier repeats, so that a subscriber needs no other: what for, for whom, by whom.

    ``award`` is the code of the title or form, ``kind`` the kind of award (LH-…), ``nominating_unit`` who
    proposes, ``unit`` who has the dossier in hand now.
    """

    dossier: str
    award: str
    kind: str
    nominee: Nominee
    nominating_unit: str
    unit: str
    year: int


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "by": "dq-van-phong-01", "submitted_on": "2025-06-10", "override_reason": ""},
)  # fmt: skip
class NominationSubmitted(AboutDossier):
    """A unit has sent a dossier. ``override_reason`` is kept where a failing condition was overridden.

    ``achievement`` (its beginning), ``achieved_on`` and ``initiatives`` say what the nomination rests on: by them one
    achievement that is proposed twice is found. ``list_id`` is the list that it came with, empty for a single dossier.
    """

    by: str
    submitted_on: date
    override_reason: str = ""
    achievement: str = ""
    achieved_on: date | None = None
    initiatives: tuple[str, ...] = ()
    list_id: str = ""


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "by": "dq-tdkt-01", "reason": "Thiếu biên bản bình xét.", "parts": ["M"]},
)  # fmt: skip
class NominationReturned(AboutDossier):
    """An officer sent a dossier back with the reason and the parts it is about.

    ``reasons`` says of each part what is wrong with it; after ``answer_by`` the dossier expires.
    """

    by: str
    reason: str
    parts: tuple[str, ...] = ()
    reasons: tuple[PartReason, ...] = ()
    answer_by: date | None = None


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "by": "dq-tdkt-01", "received_on": "2025-06-12", "decided_by_level": "commune", "rule_set": "V1"},
)  # fmt: skip
class NominationAccepted(AboutDossier):
    """A dossier is complete and received for appraisal: from this date the law that applies to it is fixed.

    ``list_id`` is the list that it came with, empty for a single dossier.
    """

    by: str
    received_on: date
    decided_by_level: str
    rule_set: str
    list_id: str = ""


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "by": "dq-van-phong-01", "reason": "Người được đề nghị chuyển công tác."},
)  # fmt: skip
class NominationWithdrawn(AboutDossier):
    """The nominating unit took a dossier back."""

    by: str
    reason: str


# Dossiers under appraisal: the supplement, the consultation, the end by time.


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={
        **_ABOUT, "by": "dq-tdkt-01", "asked_on": "2025-06-16", "answer_by": "2025-06-30",
        "reasons": [{"part": "S", "reason": "Chưa có chữ ký của Hội đồng sáng kiến."}],
    },
)  # fmt: skip
class SupplementAsked(AboutDossier):
    """The officer who appraises a dossier asks, once, for parts to be mended; the clock stands until they come."""

    by: str
    asked_on: date
    answer_by: date
    reasons: tuple[PartReason, ...]


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "by": "dq-van-phong-01", "given_on": "2025-06-18", "paused_days": 2},
)  # fmt: skip
class SupplementGiven(AboutDossier):
    """The unit has sent what was asked for. ``paused_days`` are the working days for which the clock stood."""

    by: str
    given_on: date
    paused_days: int


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={
        **_ABOUT, "by": "dq-tdkt-01", "bodies": ["Công an xã"], "units": ["duong-quang.cong-an"],
        "question": "Việc chấp hành pháp luật của cá nhân được đề nghị.", "opened_on": "2025-06-16", "answer_by": "2025-06-30",
    },
)  # fmt: skip
class ConsultationOpened(AboutDossier):
    """Other bodies are asked for their opinion (hiệp y); the clock stands meanwhile.

    ``bodies`` are their names as written, ``units`` the codes of those among them that have an account here.
    """

    by: str
    bodies: tuple[str, ...]
    units: tuple[str, ...]
    question: str
    opened_on: date
    answer_by: date


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "by": "dq-cong-an-01", "body": "Công an xã", "agrees": True, "given_on": "2025-06-18", "left": 0},
)  # fmt: skip
class OpinionGiven(AboutDossier):
    """A body that was asked has answered; what it says stands in the dossier. ``left`` have not answered yet."""

    by: str
    body: str
    agrees: bool
    given_on: date
    left: int


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "by": "dq-tdkt-01", "closed_on": "2025-06-18", "paused_days": 2, "unanswered": []},
)  # fmt: skip
class ConsultationClosed(AboutDossier):
    """All have answered, or are waited for no longer; the clock goes on. ``paused_days`` are working days."""

    by: str
    closed_on: date
    paused_days: int
    unanswered: tuple[str, ...] = ()


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "expired_on": "2025-07-01", "answer_by": "2025-06-30", "asked": "Thiếu biên bản bình xét."},
)  # fmt: skip
class NominationExpired(AboutDossier):
    """What was asked for did not come by ``answer_by``, and the dossier has ended. ``asked`` says what it was."""

    expired_on: date
    answer_by: date
    asked: str


@event(
    service="nomination", subject="hold", classification=Classification.CONFIDENTIAL,
    example={
        "hold": "0198c0de-0000-7000-8000-000000000010", "unit": "duong-quang", "nominee": "nguoi-12", "what": "complaint",
        "since": "2025-06-02", "by": "dq-tdkt-01",
    },
)  # fmt: skip
class HoldPlaced(Event):
    """Something about a nominee is being examined: no award and no proposal until it is over.

    ``what`` is discipline, investigation, inspection or complaint. The paper it rests on is not told.
    """

    hold: str
    unit: str
    nominee: str
    what: str
    since: date
    by: str


@event(
    service="nomination", subject="list", classification=INTERNAL,
    example={
        "list_id": "0198c0de-0000-7000-8000-000000000013", "unit": "duong-quang", "nominating_unit": "duong-quang.thon-3",
        "title": "Danh sách đề nghị công nhận Gia đình văn hóa năm 2025", "year": 2025, "lines": 120, "submitted_on": "2025-11-07", "by": "dq-thon-3-01",
    },
)  # fmt: skip
class ListSubmitted(Event):
    """A unit has sent a whole list; each of its ``lines`` is a dossier, told by an event of its own."""

    list_id: str
    unit: str
    nominating_unit: str
    title: str
    year: int
    lines: int
    submitted_on: date
    by: str


@event(
    service="nomination", subject="hold", classification=Classification.CONFIDENTIAL,
    example={"hold": "0198c0de-0000-7000-8000-000000000010", "unit": "duong-quang", "nominee": "nguoi-12", "lifted_on": "2025-06-20", "by": "dq-tdkt-01"},
)  # fmt: skip
class HoldLifted(Event):
    """The examination of a nominee is over; its result is not told."""

    hold: str
    unit: str
    nominee: str
    lifted_on: date
    by: str


@event(
    service="nomination", subject="posting", classification=PUBLIC,
    example={
        "posting": "0198c0de-0000-7000-8000-000000000011", "unit": "duong-quang", "place": "Trụ sở Ủy ban nhân dân xã",
        "title": "Danh sách đề nghị công nhận Gia đình văn hóa năm 2025", "posted_on": "2025-11-10", "closes_on": "2025-11-20", "people": 12,
    },
)  # fmt: skip
class PublicNoticePosted(Event):
    """A list is public until the end of ``closes_on``; nothing on it is decided before. Who is on it stands there."""

    posting: str
    unit: str
    title: str
    place: str
    posted_on: date
    closes_on: date
    people: int


@event(
    service="nomination", subject="comment", classification=Classification.CONFIDENTIAL,
    example={"comment": "0198c0de-0000-7000-8000-000000000012", "posting": "0198c0de-0000-7000-8000-000000000011", "unit": "duong-quang", "received_on": "2025-11-12"},
)  # fmt: skip
class NoticeCommented(Event):
    """A citizen has said something to a list; what, and who, is read by the officer alone and in no event."""

    comment: str
    posting: str
    unit: str
    received_on: date


@event(
    service="nomination", subject="meeting", classification=INTERNAL,
    example={
        "meeting": "0198c0de-0000-7000-8000-00000000000b", "unit": "duong-quang", "held_on": "2025-06-20",
        "place": "Phòng họp UBND xã", "members": ["dq-hd-01"], "dossiers": [_DOSSIER],
    },
)  # fmt: skip
class CouncilConvened(Event):
    """The council is called together: when, where, who, about which dossiers."""

    meeting: str
    unit: str
    held_on: date
    place: str
    members: tuple[str, ...]
    dossiers: tuple[str, ...]


@event(
    service="nomination", subject="meeting", classification=INTERNAL,
    example={"meeting": "0198c0de-0000-7000-8000-00000000000b", "unit": "duong-quang", "closed_on": "2025-06-20", "present": 8, "members": 9},
)  # fmt: skip
class CouncilClosed(Event):
    """The meeting is over and its minutes stand."""

    meeting: str
    unit: str
    closed_on: date
    present: int
    members: int


@event(
    service="nomination", subject="minutes", classification=INTERNAL,
    example={
        "minutes": "0198c0de-0000-7000-8000-00000000000e", "meeting": "0198c0de-0000-7000-8000-00000000000b", "what": "ballot",
        "unit": "duong-quang", "number": "03/BB-HĐTĐKT", "signed_on": "2025-06-20",
    },
)  # fmt: skip
class MinutesSigned(Event):
    """The minutes of a meeting, or of its ballots, are signed by secretary and chair and never change again.

    ``what`` is ``meeting`` or ``ballot``. Of the votes they say no more than CouncilDecided does.
    """

    minutes: str
    meeting: str
    what: str
    unit: str
    number: str
    signed_on: date


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={
        **_ABOUT, "meeting": "0198c0de-0000-7000-8000-00000000000b", "level": "commune", "approved": True, "decided_on": "2025-06-20",
        "tally": {"agree": 7, "disagree": 1, "blank": 0, "present": 8, "members": 9, "base": 9},
    },
)  # fmt: skip
class CouncilDecided(AboutDossier):
    """The council's ballot on one dossier is closed; only the tally is known."""

    meeting: str
    level: Level
    approved: bool
    tally: Tally
    decided_on: date


@event(
    service="nomination", subject="dossier", classification=INTERNAL,
    example={**_ABOUT, "from_unit": "duong-quang", "to_unit": "my-hao", "to_level": "town", "letter": "05/TTr-UBND", "forwarded_on": "2025-06-21"},
)  # fmt: skip
class NominationForwarded(AboutDossier):
    """A dossier went to the level that has the power on that date, with the number of the letter."""

    from_unit: str
    to_unit: str
    to_level: str
    letter: str
    forwarded_on: date


class DecisionLine(Part):
    """One awardee in a decision: amounts in đồng."""

    dossier: str
    award: str
    nominee: Nominee
    bonus: int


@event(
    service="nomination", subject="decision", classification=PUBLIC,
    example={
        "decision": "0198c0de-0000-7000-8000-00000000000c", "number": "12/QĐ-UBND", "unit": "duong-quang", "level": "commune",
        "title": "Về việc khen thưởng", "signed_on": "2025-06-25", "signer": "Chủ tịch Ủy ban nhân dân xã", "total_bonus": 710000,
        "lines": [{"dossier": _DOSSIER, "award": "TD-CN-LDTT", "nominee": _NOMINEE, "bonus": 710000}],
    },
)  # fmt: skip
class DecisionIssued(Event):
    """A decision with its number is signed and in force. ``total_bonus`` in đồng."""

    decision: str
    number: str
    unit: str
    level: Level
    title: str
    signed_on: date
    signer: str
    total_bonus: int
    lines: tuple[DecisionLine, ...]


@event(
    service="nomination", subject="award", classification=PUBLIC,
    example={
        "award_id": "0198c0de-0000-7000-8000-00000000000d", "decision": "0198c0de-0000-7000-8000-00000000000c", "number": "12/QĐ-UBND",
        "dossier": _DOSSIER, "award": "TD-CN-LDTT", "kind": "LH-CT", "nominee": _NOMINEE, "nominating_unit": "duong-quang.van-phong",
        "origin_unit": "duong-quang", "unit": "duong-quang", "level": "commune", "year": 2025, "granted_on": "2025-06-25", "bonus": 710000,
        "achieved_on": "2025-05-30", "category": "worker", "leads": False,
    },
)  # fmt: skip
class AwardGranted(Event):
    """Somebody has been honoured. ``origin_unit`` is the commune it began in, ``unit`` the one that decided; đồng.

    ``category`` is the law's category of the subject (``worker`` is a direct worker), empty where it is not known;
    ``leads`` says whether the person holds a leading post, None where it is not known.
    """

    award_id: str
    decision: str
    number: str
    dossier: str
    award: str
    kind: str
    nominee: Nominee
    nominating_unit: str
    origin_unit: str
    unit: str
    level: Level
    year: int
    granted_on: date
    bonus: int
    achieved_on: date | None = None
    category: str = ""
    leads: bool | None = None


# Embargo, correction and revocation of decisions; the register of awards.

_DECISION, _AWARD = "0198c0de-0000-7000-8000-00000000000c", "0198c0de-0000-7000-8000-00000000000d"
_AMENDING = {
    "decision": "0198c0de-0000-7000-8000-00000000001c", "number": "15/QĐ-UBND", "unit": "duong-quang", "level": "commune",
    "signed_on": "2025-07-15", "signer": "Chủ tịch Ủy ban nhân dân xã", "amends": _DECISION, "amends_number": "12/QĐ-UBND",
    "awards": [{"award_id": _AWARD, "dossier": _DOSSIER, "award": "TD-CN-LDTT", "nominee": _NOMINEE}],
}  # fmt: skip


@event(
    service="nomination", subject="decision", classification=Classification.CONFIDENTIAL,
    example={
        "decision": _DECISION, "number": "12/QĐ-UBND", "unit": "duong-quang", "level": "commune", "signed_on": "2025-06-25",
        "embargo_until": "2025-07-01T01:00:00Z", "awards": 3,
    },
)  # fmt: skip
class DecisionSealed(Event):
    """A decision is signed and lies under embargo. It names nobody; DecisionIssued follows at the instant."""

    decision: str
    number: str
    unit: str
    level: Level
    signed_on: date
    embargo_until: datetime
    awards: int


class ConcernedAward(Part):
    """An award that a correction or revocation is about, named as the first decision named it."""

    award_id: str
    dossier: str
    award: str
    nominee: Nominee


class CorrectedValue(Part):
    """What was written wrongly: ``field`` is name, honorific, position or achievement."""

    award_id: str
    field: str
    before: str
    after: str


class AmendingDecision(Event):
    """A decision about an earlier one: ``amends`` is its id, ``amends_number`` its number."""

    decision: str
    number: str
    unit: str
    level: Level
    title: str
    signed_on: date
    signer: str
    amends: str
    amends_number: str
    awards: tuple[ConcernedAward, ...]


@event(
    service="nomination", subject="decision", classification=PUBLIC,
    example={
        **_AMENDING, "title": "Về việc đính chính Quyết định khen thưởng",
        "values": [{"award_id": _AWARD, "field": "name", "before": "Lý Thu Vân", "after": "Lý Thu Vân Anh"}],
    },
)  # fmt: skip
class CorrectionIssued(AmendingDecision):
    """A signed decision corrects what an earlier one wrote wrongly. Everybody who got the first must get it."""

    values: tuple[CorrectedValue, ...]


@event(
    service="nomination", subject="decision", classification=PUBLIC,
    example={**_AMENDING, "title": "Về việc hủy bỏ quyết định khen thưởng", "ground": "fraud", "money_back": 710000},
)  # fmt: skip
class RevocationIssued(AmendingDecision):
    """A signed decision takes awards back (article 93). ``ground`` as in the law files; ``money_back`` in đồng."""

    ground: str
    money_back: int


@event(
    service="nomination", subject="award", classification=PUBLIC,
    example={
        "award_id": _AWARD, "dossier": _DOSSIER, "decision": "0198c0de-0000-7000-8000-00000000001c", "number": "15/QĐ-UBND",
        "nominee": {**_NOMINEE, "name": "Lý Thu Vân Anh"}, "corrected_on": "2025-07-15",
        "values": [{"award_id": _AWARD, "field": "name", "before": "Lý Thu Vân", "after": "Lý Thu Vân Anh"}],
    },
)  # fmt: skip
class AwardCorrected(Event):
    """A line of the register reads otherwise now. ``decision`` is empty where an imported line was mended."""

    award_id: str
    dossier: str
    decision: str
    number: str
    nominee: Nominee
    corrected_on: date
    values: tuple[CorrectedValue, ...]


@event(
    service="nomination", subject="award", classification=PUBLIC,
    example={
        "award_id": _AWARD, "dossier": _DOSSIER, "decision": "0198c0de-0000-7000-8000-00000000001c", "number": "15/QĐ-UBND",
        "award": "TD-CN-LDTT", "nominee": _NOMINEE, "ground": "fraud", "revoked_on": "2025-07-15", "money_back": 710000,
    },
)  # fmt: skip
class AwardRevoked(Event):
    """An award was taken back by a decision of its own. ``money_back`` in đồng."""

    award_id: str
    dossier: str
    decision: str
    number: str
    award: str
    nominee: Nominee
    ground: str
    revoked_on: date
    money_back: int


@event(
    service="nomination", subject="award", classification=INTERNAL,
    example={
        "award_id": _AWARD, "award": "TD-CN-LDTT", "nominee": {**_NOMINEE, "id": "so-cu-2019-07"}, "number": "45/QĐ-UBND",
        "issuer": "Chủ tịch Ủy ban nhân dân xã Dương Quang", "unit": "duong-quang", "year": 2019, "granted_on": "2019-12-20",
        "by": "dq-van-phong-01",
    },
)  # fmt: skip
class PastAwardEntered(Event):
    """An award of a year before the system was entered into the register from the old books."""

    award_id: str
    award: str
    nominee: Nominee
    number: str
    issuer: str
    unit: str
    year: int
    granted_on: date
    by: str

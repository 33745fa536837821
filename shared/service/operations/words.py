"""Rows and facts of the operator's pages, in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from shared.messaging.deadletters import POISON, DeadLetter
from shared.messaging.gaps import Gap
from shared.messaging.interventions import Act, Intervention
from shared.messaging.rebuild import State as RebuildState
from shared.messaging.replay import Replay
from shared.messaging.replay import State as ReplayState
from shared.service.operations.queries import Hearing, Kept
from shared.web.filters import gio, so
from shared.web.parts import Moment, Tone

Row = dict[str, Any]

ACTS = {
    Act.RESEND: "Gửi lại một thông điệp",
    Act.DISCARD: "Bỏ một thông điệp",
    Act.SKIP: "Bỏ qua sự kiện bị thiếu",
    Act.RETRY: "Thử lại sự kiện đang chờ",
    Act.REPLAY: "Gửi lại một đoạn lịch sử",
    Act.REBUILD: "Dựng lại số liệu",
    Act.CANCEL: "Dừng dựng lại số liệu",
}
REBUILD: dict[RebuildState, tuple[str, Tone]] = {
    RebuildState.WAITING: ("Đang chờ bắt đầu", "waiting"),
    RebuildState.READING: ("Đang đọc lịch sử", "waiting"),
    RebuildState.CLOSING: ("Đang chuyển sang bản mới", "waiting"),
    RebuildState.DONE: ("Đã xong", "done"),
    RebuildState.FAILED: ("Không dựng được", "attention"),
    RebuildState.CANCELLED: ("Đã dừng", "stopped"),
}
NEVER: tuple[str, Tone] = ("Chưa dựng lại lần nào", "neutral")
REPLAY: dict[ReplayState, tuple[str, Tone]] = {
    ReplayState.COUNTING: ("Đang đếm", "waiting"),
    ReplayState.COUNTED: ("Đã đếm, chưa gửi", "attention"),
    ReplayState.SENDING: ("Đang gửi", "waiting"),
    ReplayState.SENT: ("Đã gửi xong", "done"),
    ReplayState.FAILED: ("Không gửi hết được", "attention"),
}


def event_name(type_: str) -> str:
    """``NominationSubmitted`` of ``vn.thidua.nomination.NominationSubmitted.v1``."""
    words = type_.split(".")
    return words[3] if len(words) > 3 else type_ or "không rõ"


def hearings(found: Sequence[Hearing], base: str) -> list[Row]:
    """The table of consumers."""
    return [
        {
            "name": one.reactions.consumer,
            "kind": "theo thứ tự" if one.reactions.ordered else "không cần thứ tự",
            "dead": one.dead,
            "parked": one.parked,
            "dead_url": f"{base}/dead-letters?consumer={one.reactions.consumer}",
            "gaps_url": f"{base}/gaps",
        }
        for one in found
    ]


def models(found: Sequence[Kept], base: str) -> list[Row]:
    """The table of read models."""
    return [
        {
            "name": one.name,
            "url": f"{base}/models/{one.name}",
            "generation": one.generation,
            "state": REBUILD[one.last.state] if one.last else NEVER,
            "at": (one.last.ended_at or one.last.asked_at) if one.last else None,
        }
        for one in found
    ]


def moments(found: Sequence[Intervention]) -> list[Moment]:
    """What was done by hand."""
    return [
        Moment(at=one.at, title=f"{ACTS[one.act]}: {one.target}", who=f"{one.by}, {one.consumer}", reason=one.reason)
        for one in found
    ]


def letters(found: Sequence[DeadLetter], base: str) -> list[Row]:
    """The table of dead letters."""
    return [
        {
            "event": event_name(one.type),
            "url": f"{base}/dead-letters/{one.consumer}/{quote(one.event, safe='')}",
            "consumer": one.consumer,
            "subject": one.subject or "không đọc được",
            "reason": _reason(one),
            "last_failed": one.last_failed,
            "state": ("Đang gửi lại", "waiting") if one.resend else ("Cần bạn", "attention"),
        }
        for one in found
    ]


def letter_facts(one: DeadLetter) -> list[tuple[str, object]]:
    """What is known of a dead letter."""
    return [
        ("Bộ nhận", one.consumer),
        ("Loại sự kiện", one.type or "không rõ"),
        ("Đối tượng", one.subject or "không đọc được"),
        ("Thứ tự", one.sequence or "không rõ"),
        ("Nơi phát", one.source or "không rõ"),
        ("Lý do", _reason(one)),
        ("Chi tiết", one.detail),
        ("Hàm xử lý", one.handler),
        ("Số lần thử", so(one.attempts)),
        ("Hỏng lần đầu", gio(one.first_failed)),
        ("Hỏng lần cuối", gio(one.last_failed)),
        ("Mã sự kiện", one.event),
    ]


def _reason(one: DeadLetter) -> str:
    return "tiến trình ngừng mỗi lần xử lý" if one.reason == POISON else one.reason


def gaps(found: Sequence[Gap], base: str) -> list[Row]:
    """The table of gaps."""
    return [
        {
            "subject": one.subject,
            "url": f"{base}/gaps/{one.consumer}?subject={quote(one.subject, safe='')}",
            "consumer": one.consumer,
            "missing": _numbers(one.missing) or "không thiếu",
            "parked": len(one.parked),
            "since": one.since,
            "state": _gap_state(one),
        }
        for one in found
    ]


def gap_facts(one: Gap) -> list[tuple[str, object]]:
    """What is known of a gap."""
    return [
        ("Bộ nhận", one.consumer),
        ("Đã xử lý đến", so(one.reached)),
        ("Còn thiếu", _numbers(one.missing) or "không thiếu: sự kiện kế tiếp có ở đây nhưng không xử lý được"),
        ("Thiếu từ", gio(one.since)),
        ("Nơi phát", one.publisher),
        *([("Lỗi", one.error), ("Hàm xử lý", one.handler)] if one.error else []),
    ]


def parked(one: Gap) -> list[Row]:
    """The table of what waits."""
    return [{"sequence": p.sequence, "event": event_name(p.type), "since": p.since, "id": p.event} for p in one.parked]


def _numbers(sequences: Sequence[int]) -> str:
    shown = ", ".join(str(one) for one in sequences[:5])
    return f"{shown} và {len(sequences) - 5} sự kiện nữa" if len(sequences) > 5 else shown


def _gap_state(one: Gap) -> tuple[str, Tone]:
    if one.waived:
        return "Đang bỏ qua", "waiting"
    return ("Không xử lý được", "attention") if one.error else ("Chờ sự kiện trước", "waiting")


def replays(found: Sequence[Replay], base: str) -> list[Row]:
    """The table of replays."""
    return [
        {
            "at": one.asked_at,
            "when": gio(one.asked_at),
            "url": f"{base}/replays/{one.id}",
            "consumer": one.consumer,
            "total": one.total,
            "by": one.by,
            "state": REPLAY[one.state],
        }
        for one in found
    ]


def replay_facts(one: Replay) -> list[tuple[str, object]]:
    """The range of a replay and what it came to."""
    facts: list[tuple[str, object]] = [
        ("Bộ nhận", one.consumer),
        ("Từ", gio(one.since) if one.since else "đầu lịch sử"),
        ("Đến", gio(one.until)),
    ]
    facts += [("Loại sự kiện", ", ".join(event_name(type_) for type_ in one.types))] if one.types else []
    facts += [("Đối tượng", one.subject)] if one.subject else []
    facts += [("Đơn vị", one.unit)] if one.unit else []
    if one.state is ReplayState.COUNTING:
        return facts
    facts += [
        ("Số sự kiện", so(one.total)),
        ("Sự kiện đầu", gio(one.first) if one.first else "không có"),
        ("Sự kiện cuối", gio(one.last) if one.last else "không có"),
        ("Đã xử lý rồi", f"{so(one.handled)} (gửi lại không có tác dụng)"),
    ]
    facts += [("Quá cũ, không rõ", so(one.unknown))] if one.unknown else []
    return facts + ([("Đã gửi", so(one.sent))] if one.state is not ReplayState.COUNTED else [])


def model_facts(kept: Kept) -> list[tuple[str, object]]:
    """How far a rebuild is."""
    last = kept.last
    if last is None:
        return [("Bản đang dùng", so(kept.generation))]
    facts: list[tuple[str, object]] = [
        ("Bản đang dùng", so(kept.generation)),
        ("Người yêu cầu", last.by),
        ("Lý do", last.reason),
        ("Yêu cầu lúc", gio(last.asked_at)),
        ("Đã đọc", f"{so(last.events)} sự kiện"),
    ]
    facts += [("Còn kém bản đang dùng", f"{so(last.behind)} sự kiện")] if last.behind is not None else []
    facts += [("Kết thúc lúc", gio(last.ended_at))] if last.ended_at else []
    return facts + ([("Lỗi", last.error)] if last.error else [])

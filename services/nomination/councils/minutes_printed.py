"""Minutes as official documents: figures from the meeting, words from the secretary, names from the directory."""

from __future__ import annotations

from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes, MinutesKind
from services.nomination.councils.parts import Conflict, Item, Mode, Outcome, Presence, Round, Standing
from services.nomination.decisions.documents import locality
from services.nomination.names import Names
from shared.documents import (
    BallotCount,
    BallotResult,
    Imprint,
    OfficialDocument,
    Participant,
    Session,
    ballot_minutes,
    council_minutes,
)

POSTS = {"deputy": "Phó Chủ tịch Hội đồng", "standing": "Ủy viên thường trực", "member": ""}


def printed(minutes: Minutes, meeting: Meeting, names: Names) -> OfficialDocument:
    """The document of minutes, numbered once signed; what was signed is printed as it was then."""
    if minutes.printed:
        return OfficialDocument.model_validate(minutes.printed)
    make = _of_ballots if minutes.what is MinutesKind.BALLOT else _of_meeting
    return make(minutes, meeting, names)


def _of_meeting(minutes: Minutes, meeting: Meeting, names: Names) -> OfficialDocument:
    wording = minutes.wording
    there = {how: tuple(_member(meeting, one, names) for one in _those(meeting, how)) for how in Presence}
    return council_minutes(
        _imprint(minutes, meeting, names),
        subject=meeting.title,
        session=Session(
            started=wording.started,
            ended=wording.ended,
            place=meeting.place,
            members=len(meeting.members),
            present=there[Presence.IN_PERSON],
            remote=there[Presence.REMOTE],
            written=there[Presence.WRITTEN],
            absent=there[Presence.ABSENT],
            guests=tuple(Participant(name=names.bare(guest)) for guest in meeting.guests),
            chair=names.bare(minutes.chair),
            secretary=names.bare(meeting.secretary),
        ),
        papers=[paper.title for paper in meeting.papers],
        discussion=_paragraphs(wording.discussion),
        recusals=[_recusal(meeting, one, names) for one in meeting.conflicts if one.standing is not Standing.PROPOSED],
        results=results(meeting),
        remarks=remarks(meeting, names),
        conclusion=_paragraphs(wording.conclusion),
        recipients=wording.recipients,
    )


def _of_ballots(minutes: Minutes, meeting: Meeting, names: Names) -> OfficialDocument:
    wording, counted = minutes.wording, [one for item in meeting.items for one in item.counted]
    secret = [one for one in counted if one.mode is Mode.SECRET]
    return ballot_minutes(
        _imprint(minutes, meeting, names),
        subject=meeting.title,
        ballot=BallotCount(
            started=wording.started,
            ended=wording.ended,
            place=meeting.place,
            members=len(meeting.members),
            present=len(meeting.attending),
            absent=tuple(_member(meeting, one, names) for one in meeting.members if one not in meeting.attending),
            issued=sum(len(one.roll) for one in secret),
            collected=sum(len(one.voted) for one in secret),
            counters=tuple(Participant(name=names.bare(one)) for one in wording.counters or (meeting.secretary,)),
        ),
        results=results(meeting),
        chair=names.bare(minutes.chair),
        secretary=names.bare(meeting.secretary),
        recipients=wording.recipients,
    )


def results(meeting: Meeting) -> list[BallotResult]:
    """Every vote that was counted, repetitions included, in the order of the agenda."""
    return [_result(item, one) for item in meeting.items for one in item.counted]


def remarks(meeting: Meeting, names: Names) -> list[str]:
    """What has to be said of votes besides their figures."""
    return [line for item in meeting.items for one in item.rounds for line in _remarks(item, one, names)]


def _remarks(item: Item, one: Round, names: Names) -> list[str]:
    lines = []
    if one.void:
        lines.append(f"{item.nominee.name}: cuộc bỏ phiếu lần {one.number} bị hủy, không kiểm phiếu. Lý do: {one.void}")
    if one.again:
        lines.append(f"{item.nominee.name}: Hội đồng bỏ phiếu lại sau lần {one.number}. Lý do: {one.again}")
    if one.casting is not None:
        side = "đồng ý" if one.casting else "không đồng ý"
        lines.append(
            f"{item.nominee.name}: số phiếu ngang nhau, quyết định theo ý kiến của Chủ tịch Hội đồng là {side}. "
            f"Lý do: {one.casting_reason}"
        )
    if one.aware:
        lines.append(f"{item.nominee.name}: Hội đồng biết và đồng ý rằng chỉ có {len(one.roll)} người bỏ phiếu")
    missing = [names.bare(person) for person in one.roll if person not in one.voted]
    if missing and one.tally:
        lines.append(f"{item.nominee.name}: không bỏ phiếu lần {one.number}: {', '.join(missing)}")
    return lines


def _result(item: Item, one: Round) -> BallotResult:
    assert one.tally is not None
    several = len(item.rounds) > 1
    passed = one.casting if one.casting is not None else one.outcome is Outcome.PASSED
    return BallotResult(
        candidate=item.nominee.name,
        award=item.award_name,
        detail=", ".join(
            filter(
                None,
                (
                    f"lần {one.number}" if several else "",
                    "theo ý kiến của Chủ tịch" if one.casting is not None else "",
                ),
            )
        ),
        agree=one.tally.agree,
        disagree=one.tally.disagree,
        blank=one.tally.blank,
        base=one.tally.base,
        required_percent=one.rule.approve_pct,
        strict=one.rule.strict,
        secret=one.mode is Mode.SECRET,
        passed=passed,
    )


def _recusal(meeting: Meeting, one: Conflict, names: Names) -> str:
    about = f"{names.bare(one.person)}, hồ sơ {meeting.item(one.dossier).nominee.name}: {one.reason.rstrip('.')}"
    last = one.answers[-1] if one.answers else None
    if one.standing is Standing.REFUSED and last:
        return f"{about}; Hội đồng xem xét và không coi là xung đột lợi ích: {last.why}"
    return about


def _those(meeting: Meeting, how: Presence) -> list[str]:
    return [member for member in meeting.members if meeting.presence_of(member) is how]


def _member(meeting: Meeting, person: str, names: Names) -> Participant:
    role = "Chủ tịch Hội đồng" if person == meeting.chair else POSTS.get(meeting.posts.get(person, ""), "")
    return Participant(name=names.bare(person), role=role)


def _imprint(minutes: Minutes, meeting: Meeting, names: Names) -> Imprint:
    return Imprint(
        locality=locality(names.unit(meeting.unit)),
        number=minutes.ordinal,
        date=minutes.signed_on,
        year=None if minutes.signed_on else minutes.written_on.year,
    )


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

"""Trích biên bản: of signed minutes only what concerns the dossiers that go up; the rest stays below."""

from __future__ import annotations

from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes
from services.nomination.councils.minutes_commands import names_of
from services.nomination.councils.minutes_printed import printed
from services.nomination.submissions.letters import Grounds, title_of
from shared.documents import OfficialDocument
from shared.store import Reads


async def extracts(reads: Reads, on_what: Grounds) -> list[tuple[str, OfficialDocument]]:
    """The extracts that go with a letter: of each meeting and of its ballots, as far as they are signed."""
    found = []
    for meeting in on_what.meetings:
        for minutes in on_what.of(meeting):
            names = await names_of(reads, minutes, meeting)
            document = printed(_shortened(minutes, meeting, on_what), _about(meeting, on_what), names)
            found.append((title_of(minutes), document.model_copy(update={"title": f"TRÍCH {document.title}"})))
    return found


def _about(meeting: Meeting, on_what: Grounds) -> Meeting:
    """The meeting as if nothing else had been on its agenda."""
    items = tuple(on_what.items(meeting))
    ids = {item.dossier for item in items}
    conflicts = tuple(one for one in meeting.conflicts if one.dossier in ids)
    return meeting.model_copy(update={"items": items, "conflicts": conflicts})


def _shortened(minutes: Minutes, meeting: Meeting, on_what: Grounds) -> Minutes:
    """What was said of others is left out: a line of the discussion begins with the name that it is about."""
    theirs = {item.nominee.name for item in meeting.items} - {item.nominee.name for item in on_what.items(meeting)}
    said = minutes.wording.discussion.splitlines()
    kept = [line for line in said if not any(line.startswith(f"{name},") for name in theirs)]
    wording = minutes.wording.model_copy(update={"discussion": "\n".join(kept)})
    return minutes.model_copy(update={"wording": wording, "printed": {}})

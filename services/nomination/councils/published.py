"""What is published of a secret vote that was counted: everything that anybody needs to count again."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.nomination.councils.ballot import BallotBox
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.parts import Outcome, Rule
from services.nomination.councils.verify_ballot import FORMAT
from shared.errors import NotFound
from shared.events.parts import Tally


class PublishedBallot(BaseModel):
    """A sealed ballot, in the order of the codes, which says nothing of the order of voting."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    sealed: tuple[str, str]
    proof: tuple[tuple[str, str], ...]


class PublishedOpening(BaseModel):
    """The factor that opens the sum of the ballots, and the proof that it is the right one."""

    factor: str
    proof: tuple[str, ...]


class Published(BaseModel):
    """The input of ``verify_ballot``. Who voted is in it, and what is voted on; nothing ties the two lists."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"format": FORMAT, "election": "0198…/0198…/1"}]})

    format: Literal["thidua-ballot-1"] = "thidua-ballot-1"
    election: str
    nominee: str
    award: str
    round: int
    key: str
    ballots: tuple[PublishedBallot, ...]
    voted: tuple[str, ...]
    opening: PublishedOpening
    tally: Tally
    rule: Rule
    outcome: Outcome

    @classmethod
    def of(cls, meeting: Meeting, box: BallotBox) -> Published:
        """The publication of a counted box; raises NotFound where its round has no result."""
        dossier, _, number = box.id.removeprefix(f"{meeting.id}/").rpartition("/")
        item = meeting.item(dossier)
        round_ = item.rounds[int(number) - 1]
        if round_.tally is None or round_.outcome is None:
            raise NotFound(what="kết quả bỏ phiếu kín nào của mục này")
        return cls(
            election=box.id,
            nominee=item.nominee.name,
            award=item.award_name,
            round=round_.number,
            key=box.lock,
            ballots=tuple(PublishedBallot.model_validate(one) for one in box.ballots),
            voted=box.voted,
            opening=PublishedOpening(factor=box.factor, proof=box.proof),
            tally=round_.tally,
            rule=round_.rule,
            outcome=round_.outcome,
        )

"""The box of a secret ballot."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.nomination.councils.ballot import BallotBox, Seal, Vote
from services.nomination.councils.errors import AlreadyVoted, BallotUnreadable
from shared.aggregate import Aggregate

SEAL = Seal("a secret of at least thirty-two characters")


def filled(votes: dict[str, Vote]) -> tuple[BallotBox, dict[str, str]]:
    box, receipts = BallotBox.for_item("hop-1", "hs-1"), {}
    for person, vote in votes.items():
        box, receipts[person] = box.cast(person, vote, SEAL)
    return box, receipts


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=8), st.sampled_from(list(Vote)), max_size=12))
def test_every_ballot_is_counted_once_and_nothing_else(votes: dict[str, Vote]) -> None:
    box, receipts = filled(votes)
    assert box.voted == tuple(sorted(votes))
    assert box.tokens == ()
    counted, counts = box.count(SEAL)
    assert counts == {vote: list(votes.values()).count(vote) for vote in Vote}
    assert counted.tokens == tuple(sorted(receipts.values()))
    assert not [ballot.sealed for ballot in counted.ballots if ballot.sealed]


def test_second_vote_is_refused() -> None:
    box, _ = filled({"a": Vote.AGREE})
    with pytest.raises(AlreadyVoted):
        box.cast("a", Vote.DISAGREE, SEAL)


def test_seals_say_nothing_by_length_or_likeness() -> None:
    seals = [SEAL.close("hop-1/hs-1", vote) for vote in (*Vote, *Vote)]
    assert len({len(seal) for seal in seals}) == 1
    assert len(set(seals)) == len(seals)


@pytest.mark.parametrize(
    ("seal", "box"), [(Seal("another secret of thirty-two characters"), "hop-1/hs-1"), (SEAL, "hop-1/hs-2")]
)
def test_seal_opens_with_its_own_key_and_box_alone(seal: Seal, box: str) -> None:
    with pytest.raises(BallotUnreadable):
        seal.open(box, SEAL.close("hop-1/hs-1", Vote.AGREE))


def test_box_is_a_record_so_that_no_audit_entry_and_no_event_tells_of_it() -> None:
    assert not issubclass(BallotBox, Aggregate)

"""The box of a secret ballot: sealed, counted without being opened, verified from what is published."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from services.nomination.councils import verify_ballot
from services.nomination.councils.ballot import Ballot, BallotBox
from services.nomination.councils.errors import AlreadyVoted, BadSeal, WrongKey
from services.nomination.councils.parts import Vote
from services.nomination.councils.sealing import Sealing, new_key, seal
from services.nomination.councils.verify_ballot import (
    VALUES,
    G,
    Jacobian,
    N,
    Wrong,
    add,
    read,
    tidy,
    times,
    verify,
    write,
)
from shared.aggregate import Aggregate

ID = "hop-1/hs-1/1"
SEALING = Sealing("a secret of at least thirty-two characters")
KEY = "7KQM-2XHD-90TV-B4CS-E1NA-XX3Z-W8P5"


def filled(votes: dict[str, Vote], key: str = KEY) -> tuple[BallotBox, dict[str, str]]:
    """A box with these votes, and the receipt of each voter."""
    box, receipts = BallotBox.locked(ID, key, SEALING), {}
    for person, vote in votes.items():
        sealed = seal(ID, box.lock, vote)
        box, receipts[person] = box.cast(person, sealed, box.lock), sealed.code
    return box, receipts


def published(box: BallotBox, counts: dict[Vote, int], **changes: Any) -> dict[str, Any]:
    """What is published of a counted box, as the file has it."""
    agree, base = counts[Vote.AGREE], len(box.voted)
    said: dict[str, Any] = {
        "format": verify_ballot.FORMAT, "election": box.id, "key": box.lock, "voted": box.voted,
        "ballots": [one.model_dump() for one in box.ballots],
        "opening": {"factor": box.factor, "proof": box.proof},
        "tally": {vote.answer: number for vote, number in counts.items()}
        | {"present": base, "members": 9, "base": base},
        "rule": {"approve_pct": "70", "base": "present", "tie": "chair"},
        "outcome": "passed" if agree * 100 >= 70 * base else "failed",
    }  # fmt: skip
    found: dict[str, Any] = json.loads(json.dumps(said | changes))
    return found


@settings(max_examples=5, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=8), st.sampled_from(list(Vote)), min_size=1, max_size=6))
def test_every_ballot_is_counted_once_and_nothing_else(votes: dict[str, Vote]) -> None:
    box, receipts = filled(votes)
    assert box.voted == tuple(sorted(votes))
    assert box.codes == ()
    counted, counts = box.count(KEY, SEALING)
    assert counts == {vote: list(votes.values()).count(vote) for vote in Vote}
    assert counted.codes == tuple(sorted(receipts.values()))
    assert counted.salt == ""
    verify(published(counted, counts))


def test_second_vote_is_refused() -> None:
    box, _ = filled({"a": Vote.AGREE})
    with pytest.raises(AlreadyVoted):
        box.cast("a", seal(ID, box.lock, Vote.DISAGREE), box.lock)


def test_ballot_sealed_for_another_box_is_refused() -> None:
    box, other = BallotBox.locked(ID, KEY, SEALING), BallotBox.locked(ID, KEY, SEALING)
    with pytest.raises(BadSeal):
        box.cast("a", seal(ID, other.lock, Vote.AGREE), other.lock)
    with pytest.raises(BadSeal):
        box.voided().cast("a", seal(ID, box.lock, Vote.AGREE), box.lock)


@pytest.mark.parametrize(
    ("key", "secret", "salt"),
    [
        (new_key(), SEALING.secret, None),
        (KEY, "another secret of thirty-two characters", None),
        (KEY, SEALING.secret, "another salt"),
    ],
    ids=["without the opener's key", "without the process's secret", "without the box's salt"],
)
def test_two_of_the_three_parts_of_the_key_open_nothing(key: str, secret: str, salt: str | None) -> None:
    box, _ = filled({"a": Vote.AGREE, "b": Vote.BLANK, "c": Vote.DISAGREE})
    box = box.model_copy(update={"salt": box.salt if salt is None else salt})
    with pytest.raises(WrongKey):
        box.count(key, Sealing(secret))


def test_key_is_found_again_as_it_is_copied_from_paper() -> None:
    box, _ = filled({"a": Vote.AGREE, "b": Vote.AGREE, "c": Vote.BLANK})
    _, counts = box.count(" 7kqm 2xhd-9oTV B4CS e1na xx3z w8p5 ", SEALING)
    assert counts[Vote.AGREE] == 2


def test_seals_say_nothing_by_length_or_likeness() -> None:
    lock = BallotBox.locked(ID, KEY, SEALING).lock
    seals = [seal(ID, lock, vote) for vote in (*Vote, *Vote)]
    assert len({len(json.dumps([one.sealed, one.proof, one.code])) for one in seals}) == 1
    assert len({text for one in seals for text in one.sealed}) == 2 * len(seals)
    assert len({len(vote.value) for vote in Vote}) == 1, "the length of a request tells the vote"


def test_every_vote_costs_the_same_number_of_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    lock = BallotBox.locked(ID, KEY, SEALING).lock
    steps: dict[Vote, int] = {}
    for vote in Vote:
        count = 0

        def counted(k: int, a: Jacobian) -> Jacobian:
            nonlocal count
            count += 1
            return times(k, a)

        monkeypatch.setattr("services.nomination.councils.sealing.times", counted)
        seal(ID, lock, vote)
        steps[vote] = count
    assert len(set(steps.values())) == 1, steps


def test_box_is_a_record_so_that_no_audit_entry_and_no_event_tells_of_it() -> None:
    assert not issubclass(BallotBox, Aggregate)


def test_secret_of_the_process_is_in_no_description_of_an_object() -> None:
    assert SEALING.secret not in repr(SEALING)


def test_void_box_holds_nothing_that_could_ever_be_opened() -> None:
    box, _ = filled({"a": Vote.AGREE, "b": Vote.AGREE})
    void = box.voided()
    assert (void.ballots, void.salt, void.voted) == ((), "", ("a", "b"))


VOTES = {"a": Vote.AGREE, "b": Vote.AGREE, "c": Vote.AGREE, "d": Vote.DISAGREE, "e": Vote.BLANK}


@pytest.fixture(scope="module")
def honest() -> dict[str, Any]:
    """A publication in which everything is right."""
    return published(*filled(VOTES)[0].count(KEY, SEALING))


def other_ballot(said: dict[str, Any]) -> dict[str, Any]:
    return Ballot.model_validate(seal(ID, said["key"], Vote.AGREE)).model_dump(mode="json")


def stuffed(said: dict[str, Any]) -> None:
    said["ballots"].append(other_ballot(said))
    said["voted"].append("nobody")
    said["tally"]["agree"] += 1


def twice_the_weight(said: dict[str, Any]) -> None:
    ballot = said["ballots"][0]
    ballot["sealed"] = [write(times(2, read(text))) for text in ballot["sealed"]]
    ballot["code"] = verify_ballot.code_of(ID, ballot)


def same_twice(said: dict[str, Any]) -> None:
    said["ballots"][1] = said["ballots"][0]


LIES: dict[str, Any] = {
    "one vote moved from against to for": lambda said: said["tally"].update(agree=4, disagree=0),
    "a ballot replaced": lambda said: said["ballots"].__setitem__(0, other_ballot(said)),
    "a ballot stuffed": stuffed,
    "a ballot taken out": lambda said: said["ballots"].pop(),
    "a ballot twice": same_twice,
    "a ballot that weighs two": twice_the_weight,
    "a receipt of nobody": lambda said: said["ballots"][0].update(code="0000-0000-0000-0000-0000"),
    "ballots of another vote": lambda said: said.update(election="hop-1/hs-2/1"),
    "another key": lambda said: said.update(key=write(times(7, G))),
    "an opening with another key": lambda said: said["opening"].update(factor=write(times(7, G))),
    "the share of the wrong number": lambda said: said["tally"].update(base=4),
    "passed below the share": lambda said: said.update(outcome="passed"),
    "a negative count": lambda said: said["tally"].update(agree=1003, disagree=-1, blank=-997),
    "a point beside the curve": lambda said: said["ballots"][0]["sealed"].__setitem__(0, "02" + "00" * 31 + "05"),
    "no tally": lambda said: said.pop("tally"),
    "another format": lambda said: said.update(format="x"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_every_lie_in_what_is_published_is_found(honest: dict[str, Any], lie: Any) -> None:
    verify(honest)
    said = json.loads(json.dumps(honest))
    lie(said)
    with pytest.raises(Wrong):
        verify(said)


def test_verifier_runs_alone_and_finds_the_receipt(honest: dict[str, Any], tmp_path: Path) -> None:
    program = tmp_path / "verify_ballot.py"
    program.write_text(Path(verify_ballot.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    file = tmp_path / "published.json"
    file.write_text(json.dumps(honest), encoding="utf-8")

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(program), str(file), *more]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    code = honest["ballots"][2]["code"]
    found = run("--receipt", code.lower().replace("-", " "))
    assert (found.returncode, "Đồng ý 3, không đồng ý 1, không có ý kiến 1" in found.stdout) == (0, True), found.stderr
    assert code in found.stdout
    assert run("--receipt", "0000-0000-0000-0000-0000").returncode == 1
    file.write_text(json.dumps(honest | {"outcome": "passed"}), encoding="utf-8")
    assert run().returncode == 1
    file.write_text("[]", encoding="utf-8")
    assert run().returncode == 1
    file.write_text("no JSON", encoding="utf-8")
    assert run().returncode == 2


@pytest.mark.parametrize("number", [1, 2, 3, 1000, N - 1, 2**255 + 12345])
def test_our_arithmetic_is_that_of_another_library(number: int) -> None:
    theirs = ec.derive_private_key(number, ec.SECP256R1()).public_key().public_numbers()
    assert write(times(number, G)) == f"{2 + theirs.y % 2:02x}{theirs.x:064x}"


def test_sums_of_points_follow_the_rules() -> None:
    five = times(5, G)
    assert write(add(times(2, G), times(3, G))) == write(five)
    assert write(add(five, times(N - 5, G))) == "00"
    assert write(times(N, G)) == "00"
    assert write(read(write(five))) == write(five)
    assert VALUES["disagree"] > 999, "more than a council has members"
    assert tidy("o0il-11") == "0011-11"

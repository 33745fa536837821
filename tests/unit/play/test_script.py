"""The calendar is read against the verbs that somebody plays: nothing in it is skipped in silence."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from deploy.local.play import year  # noqa: F401 - enters the verbs
from deploy.local.play.councils import ballots
from deploy.local.play.data import Sample
from deploy.local.play.errors import BadScript
from deploy.local.play.script import VERBS, read

STEP: dict[str, Any] = {
    "date": date(2025, 1, 6),
    "by": "dq-chu-tich-01",
    "do": "launch_movement",
    "movement": "pt-2025",
}


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample()


def test_every_step_of_the_year_is_played_by_somebody(sample: Sample) -> None:
    steps = read(sample.steps)
    assert len(steps) == len(sample.steps)
    assert {step.do for step in steps} == VERBS.keys()


def test_every_service_has_something_to_do(sample: Sample) -> None:
    services = {VERBS[step.do].service for step in read(sample.steps)}
    assert services == {"registration", "nomination", "notification", "reporting"}


def test_verb_that_nobody_plays_is_an_error_that_names_it() -> None:
    with pytest.raises(BadScript, match=r"step 2 .*'hold_training'"):
        read([STEP, STEP | {"do": "hold_training"}])


def test_step_that_lacks_what_its_verb_needs_is_an_error() -> None:
    without = {name: value for name, value in STEP.items() if name != "movement"}
    with pytest.raises(BadScript, match=r"step 1 .*launch_movement(.|\n)*movement"):
        read([without])


def test_step_that_says_more_than_its_verb_knows_is_an_error() -> None:
    with pytest.raises(BadScript, match="until"):
        read([STEP | {"until": date(2025, 6, 13)}])


def test_ballots_are_dealt_out_as_the_sample_counts_them(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        away = {absence.person for absence in meeting.absent}
        present = [one for one in sample.councils[meeting.unit].members if one not in away]
        for item in meeting.items:
            cast = ballots(meeting, item, present)
            counts = {"agree": item.ballot.agree, "disagree": item.ballot.disagree, "blank": item.ballot.abstain}
            assert Counter(cast.values()) == +Counter(counts)
            assert not cast.keys() & {recusal.person for recusal in item.recused}


def test_ballots_are_dealt_out_alike_every_time(sample: Sample) -> None:
    meeting = sample.meetings["hop-xa-3"]
    item = meeting.items[3]
    members = list(sample.councils["duong-quang"].members[:8])
    assert ballots(meeting, item, members) == ballots(meeting, item, members)
    assert len(set(ballots(meeting, item, members).values())) == 2

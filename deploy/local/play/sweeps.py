"""What the people of the year do for merits of the resistance wars, from the list of a hamlet to the dossier."""

from __future__ import annotations

from deploy.local.play import bodies
from deploy.local.play.data import Candidate
from deploy.local.play.nomination import API
from deploy.local.play.script import Step, Year, verbs

verb = verbs("nomination")


class SweepStep(Step):
    """A sweep."""

    sweep: str


class HamletStep(SweepStep):
    """A sweep, and a hamlet that is done."""

    hamlet: str


class CandidateStep(Step):
    """Somebody on the list."""

    candidate: str


class ListStep(SweepStep):
    """A sweep, and whose names are made public under which title."""

    candidates: tuple[str, ...]
    text: str


@verb(SweepStep)
async def open_sweep(year: Year, step: SweepStep) -> None:
    """The officer opens it, the hamlets are told."""
    its = year.sample.sweeps[step.sweep]
    opened = await year.world.post(step.by, f"{API}/sweeps", bodies.sweep(its))
    year.ids["sweep"][step.sweep] = opened["id"]


@verb(CandidateStep)
async def find_candidate(year: Year, step: CandidateStep) -> None:
    """The hamlet enters somebody."""
    its = _its(year, step)
    path = f"{API}/sweeps/{year.ids['sweep'][its.sweep]}/candidates"
    found = await year.world.post(step.by, path, bodies.candidate(its))
    year.ids["candidate"][its.id] = found["id"]


@verb(HamletStep)
async def report_hamlet(year: Year, step: HamletStep) -> None:
    """The hamlet says that it has gone through all of its people."""
    await year.world.post(step.by, f"{API}/sweeps/{year.ids['sweep'][step.sweep]}/reports", {"hamlet": step.hamlet})


@verb(CandidateStep)
async def declare_candidate(year: Year, step: CandidateStep) -> None:
    """The head of the hamlet writes the declaration down and adds the proofs."""
    its = _its(year, step)
    await year.world.put(step.by, f"{_path(year, step)}/declaration", bodies.plain(its.declared or {}))
    for proof in its.proofs:
        await year.world.post_form(step.by, f"{_path(year, step)}/proofs", proof.model_dump())


@verb(CandidateStep)
async def receive_candidate(year: Year, step: CandidateStep) -> None:
    """The officer finds declaration and proof complete, and asks the association."""
    await year.world.post(step.by, f"{_path(year, step)}/confirmation")
    question = year.sample.sweeps[_its(year, step).sweep].question
    await year.world.post(step.by, f"{_path(year, step)}/consultation", {"question": question})


@verb(CandidateStep)
async def opine_on_candidate(year: Year, step: CandidateStep) -> None:
    """The association agrees."""
    body = {"agrees": True, "text": _its(year, step).opinion}
    await year.world.post(step.by, f"{_path(year, step)}/opinion", body)


@verb(CandidateStep)
async def set_candidate_aside(year: Year, step: CandidateStep) -> None:
    """The officer does not go on with somebody, and says why."""
    await year.world.post(step.by, f"{_path(year, step)}/setting-aside", {"reason": _its(year, step).set_aside})


@verb(ListStep)
async def post_candidates(year: Year, step: ListStep) -> None:
    """The officer makes the list public."""
    people = [year.ids["candidate"][key] for key in step.candidates]
    body = {"title": step.text, "candidates": people}
    posted = await year.world.post(step.by, f"{API}/sweeps/{year.ids['sweep'][step.sweep]}/postings", body)
    for key in step.candidates:
        year.ids["posting"][year.sample.candidates[key].dossier] = posted["id"]


@verb(CandidateStep)
async def propose_candidate(year: Year, step: CandidateStep) -> None:
    """The notice is over: the head of the hamlet makes a dossier of the candidate, which goes to the officer."""
    its = _its(year, step)
    proposed = await year.world.post(step.by, f"{_path(year, step)}/dossier")
    year.ids["dossier"][its.dossier] = proposed["dossier"]
    year.ids["submitted"][its.dossier] = proposed["dossier"]


def _its(year: Year, step: CandidateStep) -> Candidate:
    return year.sample.candidates[step.candidate]


def _path(year: Year, step: CandidateStep) -> str:
    return f"{API}/candidates/{year.ids['candidate'][step.candidate]}"

"""Reading what was read in, and what may be exported."""

from __future__ import annotations

from services.nomination import access
from services.nomination.bundles.model import BundleImport
from services.nomination.submissions import queries as submissions
from services.nomination.submissions.model import Submission
from services.nomination.submissions.states import Action
from shared.errors import Denied
from shared.identity import Actor, Role
from shared.store import Reads


async def get(reads: Reads, *, actor: Actor, import_id: str) -> BundleImport:
    """An import of a unit whose officer the person is; raises NotFound, Denied."""
    its = await reads.get(BundleImport, import_id)
    access.takes_in(its.unit).or_deny(actor)
    return its


async def newest(reads: Reads, *, actor: Actor, limit: int = 50) -> list[BundleImport]:
    """The imports of the person's units, newest first."""
    units = sorted(actor.at(Role.OFFICER))
    return await reads.find(BundleImport, {"unit": {"$in": units}}, sort=(("_id", -1),), limit=limit)


async def exportable(reads: Reads, *, actor: Actor, submission_id: str, action: Action) -> Submission:
    """A submission that this person may have as a file; raises NotFound, Denied, SubmissionNotPossible."""
    its = await submissions.get(reads, actor=actor, submission_id=submission_id)
    if not access.with_submission(action, its)(actor):
        raise Denied
    its.only(action)
    return its

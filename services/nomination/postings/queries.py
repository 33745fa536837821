"""Reading postings: the lists are for everybody, comments once they are published."""

from __future__ import annotations

from services.nomination.postings.model import Comment, CommentState, Posting
from shared.store import Page, Reads

SHOWN = 100


async def page(reads: Reads, *, unit: str = "", after: str | None = None, limit: int = 50) -> Page[Posting]:
    """Postings, newest first."""
    return await reads.page(Posting, {"unit": unit} if unit else {}, after=after, limit=limit)


async def comments(reads: Reads, posting: str, *, officer: bool) -> list[Comment]:
    """The comments on a posting, oldest first: all of them for its officer, published ones for everybody else."""
    where = {"posting": posting} | ({} if officer else {"state": CommentState.PUBLISHED.value})
    return await reads.find(Comment, where, limit=SHOWN)

"""The query of every list: behind which cursor, how many."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from shared.store.reads import MOST

After = Annotated[str | None, Query(description="Cursor: `after` of the page before.", max_length=200)]
Limit = Annotated[int, Query(description="How many at most.", ge=1, le=MOST)]

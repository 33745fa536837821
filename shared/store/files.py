"""Files beside the documents: kept in pieces, written and read as streams, so that no whole file lies in memory.

A file is written first and belongs to nobody; the command that attaches it sets ``kept`` in its own transaction. What
nobody keeps is swept away.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from shared.aggregate import new_id
from shared.errors import BadInput, NotFound
from shared.record import Record
from shared.store.client import Store

PIECES = "file_pieces"
PIECE_BYTES = 256 * 1024
UNKEPT = timedelta(hours=1)
"""How long a file lies that nothing keeps: longer than any request takes."""


class KeptFile(Record):
    """What is known of a file. ``sha256`` is that of its bytes in hex, ``at`` the machine's time of writing."""

    collection: ClassVar[str] = "files"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("kept", "at"),)

    size: int
    sha256: str
    at: datetime
    kept: bool = False


class FileTooLarge(BadInput):
    code = "file.too_large"
    status = 413
    title_vi = "Tệp lớn hơn {limit} MB. Hãy giảm dung lượng (quét 150-200 dpi) hoặc chia thành nhiều tệp."
    title_en = "The file is larger than {limit} MB. Scan it at 150-200 dpi or split it."


class Files:
    """The files of one service."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def write(self, pieces: AsyncIterator[bytes], *, limit: int, id_: str = "") -> KeptFile:
        """Write a file of at most ``limit`` bytes; raises FileTooLarge, and leaves what was written to the sweep.

        ``id_`` is that of a file which another installation knows; writing it again, before anybody keeps it, is fine.
        """
        id_, digest, size, number = id_ or new_id(), hashlib.sha256(), 0, 0
        now = datetime.now(UTC)
        await self._note(KeptFile(id=id_, size=0, sha256="", at=now))
        async for data in pieces:
            size += len(data)
            if size > limit:
                raise FileTooLarge(limit=limit // 1_000_000)
            digest.update(data)
            piece = {"_id": f"{id_}/{number:06d}", "data": data}
            await self._store[PIECES].replace_one({"_id": piece["_id"]}, piece, upsert=True)
            number += 1
        return await self._note(KeptFile(id=id_, size=size, sha256=digest.hexdigest(), at=now))

    async def read(self, id_: str) -> AsyncIterator[bytes]:
        """The bytes of a file, piece by piece; raises NotFound."""
        rows = self._store[PIECES].find(_pieces_of(id_)).sort("_id", 1)
        found = False
        async for row in rows:
            found = True
            yield bytes(row["data"])
        if not found:
            raise NotFound(what="tệp này")

    async def sweep(self) -> int:
        """Delete what nobody keeps any more; how many files that was."""
        before = (datetime.now(UTC) - UNKEPT).isoformat().replace("+00:00", "Z")
        gone = await self._store.reads.find(KeptFile, {"kept": False, "at": {"$lt": before}}, limit=100)
        for one in gone:
            await self._store[PIECES].delete_many(_pieces_of(one.id))
            await self._store[KeptFile.collection].delete_one({"_id": one.id, "kept": False})
        return len(gone)

    async def _note(self, file: KeptFile) -> KeptFile:
        """Whether somebody keeps it is said by nobody but the command that attaches it."""
        document = file.model_dump(mode="json", exclude={"id", "kept"})
        change = {"$set": document, "$setOnInsert": {"kept": False}}
        await self._store[KeptFile.collection].update_one({"_id": file.id}, change, upsert=True)
        return file


def _pieces_of(id_: str) -> dict[str, dict[str, str]]:
    """All keys that begin with the id and a slash; «0» is the next sign after it."""
    return {"_id": {"$gt": f"{id_}/", "$lt": f"{id_}0"}}

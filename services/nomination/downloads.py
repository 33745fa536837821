"""Files handed out over HTTP: a stream that no browser opens by itself."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import StreamingResponse

from services.nomination.attachments import Attachment
from shared.store import Store
from shared.store.files import Files

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}
"""A file is somebody else's: it is saved, never opened inside our pages, and kept by no cache."""


def handed_out(store: Store, file: Attachment) -> StreamingResponse:
    """The file, always as a download. Whoever calls has looked whether it may be read."""
    headers = {
        **SAFE,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
        "Content-Length": str(file.size),
        "ETag": f'"{file.sha256}"',
    }
    return StreamingResponse(Files(store).read(file.id), media_type=file.media, headers=headers)

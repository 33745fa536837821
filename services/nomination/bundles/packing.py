"""Writing a bundle: the same content gives the same bytes, whoever packs it and when."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator, Mapping
from typing import IO

from services.nomination.bundles.manifest import MANIFEST, SEAL, Manifest

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP knows; when it was packed is not content."""

Source = bytes | AsyncIterator[bytes]


async def pack(out: IO[bytes], manifest: Manifest, seal: bytes, sources: Mapping[str, Source]) -> None:
    """Write the bundle to a file that can be sought in. Nothing is compressed: PDFs and scans are already, and how a
    library compresses changes with its release, which the bytes must not."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as packed:
        packed.writestr(_info(MANIFEST), manifest.canonical())
        packed.writestr(_info(SEAL), seal)
        for entry in sorted(manifest.files, key=lambda one: one.path):
            source = sources[entry.path]
            if isinstance(source, bytes):
                packed.writestr(_info(entry.path), source)
                continue
            info = _info(entry.path)
            info.file_size = entry.size
            with packed.open(info, "w") as inside:
                async for piece in source:
                    inside.write(piece)


def _info(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, EPOCH)
    info.create_system = 3
    info.external_attr = 0o100600 << 16
    info.compress_type = zipfile.ZIP_STORED
    return info

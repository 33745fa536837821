"""Where the font of the PDFs lies."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shared.errors import Unavailable

if TYPE_CHECKING:
    import typst

FAMILY = "Tinos"
"""Has the metrics of Times New Roman and, unlike most, well-placed marks on Vietnamese bold capitals."""

PACKAGE = "fonts-croscore"
KNOWN_FOLDERS = (
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/croscore",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)


class FontMissing(Unavailable):
    """The font of official documents is not on this machine."""

    code = "documents.font_missing"
    title_vi = "Máy chủ thiếu phông chữ {family}: cài gói {package} hoặc đặt THIDUA_FONT_PATH. Đã tìm: {folders}."
    title_en = (
        "The font {family} is missing: install the Debian package {package} "
        "or set THIDUA_FONT_PATH. Looked in: {folders}."
    )


def font_folders() -> tuple[str, ...]:
    """Folders to look in: those of THIDUA_FONT_PATH (separated by ":") come first."""
    configured = os.environ.get("THIDUA_FONT_PATH", "").split(os.pathsep)
    return tuple(folder for folder in (*configured, *KNOWN_FOLDERS) if folder)


def document_fonts() -> typst.Fonts:
    """The fonts for typesetting; raises FontMissing, which names the package to install."""
    return _load(font_folders())


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> typst.Fonts:
    import typst  # large: only who prints carries it

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(_existing(folders)))
    if FAMILY not in fonts.families():
        raise FontMissing(family=FAMILY, package=PACKAGE, folders=", ".join(folders))
    return fonts


def _existing(folders: Iterable[str]) -> Iterable[str]:
    for folder in folders:
        path = Path(folder).expanduser()
        if path.is_dir():
            yield str(path)

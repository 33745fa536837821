"""The static files of every service: one style sheet bundled from the layers, the script, the fonts.

Addresses carry a hash of the content, so browsers may keep them for a year. Fonts and htmx are fetched at
set-up (``python -m shared.web.vendor``); without them pages use the system's font and plain links.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

STATIC = Path(__file__).parent / "static"
LAYERS = ("tokens", "base", "layout", "components", "print")
PUBLIC_COMPONENTS = (
    "button",
    "empty_state",
    "field",
    "honours",
    "meta",
    "pager",
    "seal",
    "status_tag",
    "table",
    "timeline",
)
_YEAR = "public, max-age=31536000, immutable"


class Assets:
    """Bundles once, then serves from memory (style sheets) or from disk (all else)."""

    def __init__(self, folder: Path = STATIC) -> None:
        self.folder = folder
        self._hashes: dict[str, str] = {}
        self._bundles = {
            "app.css": minify(font_faces(folder) + bundle(folder, None)).encode(),
            "public.css": minify(bundle(folder, PUBLIC_COMPONENTS)).encode(),
        }

    def has(self, path: str) -> bool:
        """Whether there is such a file, e.g. ``vendor/htmx.min.js`` after set-up."""
        return path in self._bundles or (self.folder / path).is_file()

    def version(self, path: str) -> str:
        """Short hash of the content; empty if there is no such file."""
        if path not in self._hashes:
            if not self.has(path):
                return ""
            content = self._bundles.get(path) or (self.folder / path).read_bytes()
            self._hashes[path] = hashlib.sha256(content).hexdigest()[:10]
        return self._hashes[path]

    def respond(self, path: str, *, versioned: bool) -> Response:
        """The file, kept for a year when the address carries its hash. Raises 404 outside the folder."""
        headers = {"Cache-Control": _YEAR if versioned else "no-cache", "X-Content-Type-Options": "nosniff"}
        if path in self._bundles:
            return Response(self._bundles[path], media_type="text/css; charset=utf-8", headers=headers)
        file = (self.folder / path).resolve()
        if not file.is_relative_to(self.folder.resolve()) or not file.is_file():
            raise HTTPException(404)
        return FileResponse(file, media_type=mimetypes.guess_type(file.name)[0], headers=headers)

    async def endpoint(self, request: Request) -> Response:
        """Mount as ``/<service>/static/{path:path}``."""
        return self.respond(request.path_params["path"], versioned="v" in request.query_params)


@cache
def assets() -> Assets:
    """The assets of this process: bundled once for all its pages."""
    return Assets()


def bundle(folder: Path, components: tuple[str, ...] | None) -> str:
    """The layers in their order, each wrapped in its own ``@layer``. ``None`` takes every component."""
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        if layer == "components":
            names = components or tuple(sorted(p.stem for p in (folder / "css/components").glob("*.css")))
            text = "\n".join((folder / f"css/components/{name}.css").read_text("utf-8") for name in names)
        else:
            text = (folder / f"css/{layer}.css").read_text("utf-8")
        parts.append(f"@layer {layer} {{\n{text}\n}}")
    return "\n".join(parts)


def font_faces(folder: Path) -> str:
    """``@font-face`` rules for the fonts that set-up has fetched; empty if there are none."""
    indexes = sorted((folder / "vendor/fonts").glob("*.json"))
    faces = [face for index in indexes for face in json.loads(index.read_text("utf-8"))]
    return "".join(
        f"@font-face {{ font-family: '{face['family']}'; font-style: {face['style']}; font-weight: {face['weight']};"
        f" font-display: swap; src: url(vendor/fonts/{quote(face['file'])});"
        + (f" unicode-range: {face['range']};" if face.get("range") else "")
        + " }\n"
        for face in faces
    )


def minify(css: str) -> str:
    """Without comments and needless spaces. Keeps spaces that mean something (selectors, ``calc``)."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()

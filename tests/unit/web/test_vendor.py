from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from shared.web import vendor
from shared.web.assets import font_faces


def wheel(folder: Path) -> Path:
    archive = folder / "font.whl"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("f/Font Regular.ttf", "glyphs")
        file.writestr("f/LICENSE", "OFL")
    return archive


SOURCE = {
    "files": {"f/LICENSE": "fonts/LICENSE"},
    "family": "Be Vietnam Pro",
    "faces": "f/Font {name}.ttf",
    "styles": [[400, "normal", "Regular"]],
}


def test_a_file_that_is_not_the_pinned_one_is_refused() -> None:
    right = base64.b64encode(hashlib.sha256(b"content").digest()).decode()
    vendor.verify(b"content", f"sha256-{right}")
    with pytest.raises(vendor.NotFetched):
        vendor.verify(b"other", f"sha256-{right}")


def test_a_font_becomes_faces_of_the_style_sheet(tmp_path: Path) -> None:
    vendor.unpack(wheel(tmp_path), SOURCE, tmp_path / "vendor")
    assert (tmp_path / "vendor/fonts/LICENSE").read_text() == "OFL"
    css = font_faces(tmp_path)
    assert "font-family: 'Be Vietnam Pro'" in css
    assert "url(vendor/fonts/Font%20Regular.ttf)" in css


def test_without_any_source_the_reason_is_said_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    source = {"npm": {"package": "p", "version": "1", "integrity": "sha512-x", "files": {}}}
    assert vendor.provide("font", source, tmp_path) == "npm: npm is not installed"
    assert font_faces(tmp_path) == ""


def test_the_lock_pins_every_source_and_names_no_registry() -> None:
    text = vendor.LOCK.read_text("utf-8")
    assert "http" not in text
    for sources in json.loads(text).values():
        for source in sources.values():
            assert source["integrity"].startswith(("sha256-", "sha512-"))

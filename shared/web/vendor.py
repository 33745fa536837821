"""Fetch htmx and the fonts at set-up: ``python -m shared.web.vendor``.

Be Vietnam Pro has no figures of one width, so the ten digits come from Figtree, which has them and looks alike.
Each is taken from npm if npm is there, otherwise from a Python wheel, and checked against the integrity that
``vendor.lock.json`` pins. None is a condition: without them pages use plain links and the system's font, so this
never fails a set-up; it says in one sentence what is there and what is missing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "static" / "vendor"
LOCK = Path(__file__).with_name("vendor.lock.json")
STYLES = (
    (400, "normal", "Regular"),
    (400, "italic", "Italic"),
    (500, "normal", "Medium"),
    (600, "normal", "SemiBold"),
    (700, "normal", "Bold"),
)
SECONDS = 90


class NotFetched(Exception):
    """A source could not be used, with the reason in a few words."""


def main() -> int:
    """Fetch what is missing. Always 0."""
    lock = json.loads(LOCK.read_text("utf-8"))
    there: list[str] = []
    missing: list[str] = []
    for thing in lock:
        reason = provide(thing, lock[thing], FOLDER)
        (missing if reason else there).append(f"{thing} ({reason})" if reason else thing)
    said = f"Page extras ready: {', '.join(there) or 'none'}."
    if missing:
        said += f" Not fetched: {'; '.join(missing)}; pages work without, with plain links or the system's font."
    sys.stdout.write(said + "\n")
    return 0


def provide(thing: str, sources: dict[str, Any], folder: Path) -> str:
    """Put one thing into ``folder`` unless it is there already; the reason if no source worked, else empty."""
    stamp = folder / f"{thing}.version"
    wanted = {f"{kind} {source['package']} {source['version']}": kind for kind, source in sources.items()}
    if stamp.is_file() and stamp.read_text("utf-8") in wanted:
        return ""
    reasons = []
    for name, kind in wanted.items():
        try:
            with tempfile.TemporaryDirectory() as scratch:
                unpack(fetch(kind, sources[kind], Path(scratch)), sources[kind], folder)
        except (NotFetched, OSError, subprocess.SubprocessError, KeyError) as problem:
            reasons.append(f"{kind}: {problem}")
            continue
        stamp.write_text(name, "utf-8")
        return ""
    return ", ".join(reasons)


def fetch(kind: str, source: dict[str, Any], scratch: Path) -> Path:
    """The package file as pinned, downloaded by the ordinary client of its registry."""
    package, version = source["package"], source["version"]
    if kind == "npm":
        npm = shutil.which("npm")
        if npm is None:
            raise NotFetched("npm is not installed")
        command = [npm, "pack", "--silent", f"{package}@{version}"]
    else:
        pip = [sys.executable, "-m", "pip"] if find_spec("pip") else [shutil.which("pip3") or ""]
        if not pip[0]:
            raise NotFetched("pip is not installed")
        command = [*pip, "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", f"{package}=={version}"]
    done = subprocess.run(command, cwd=scratch, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    files = [path for path in scratch.iterdir() if path.suffix in {".tgz", ".whl"}]
    if done.returncode or len(files) != 1:
        raise NotFetched("the registry did not answer")
    verify(files[0].read_bytes(), source["integrity"])
    return files[0]


def verify(content: bytes, integrity: str) -> None:
    """Compare with a subresource-integrity value, ``sha512-…`` or ``sha256-…`` in base64."""
    algorithm, _, expected = integrity.partition("-")
    digest = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
    if not hmac.compare_digest(digest, expected):
        raise NotFetched("the file is not the pinned one")


def unpack(archive: Path, source: dict[str, Any], folder: Path) -> None:
    """Take the pinned members, and for a font write ``fonts/<family>.json`` naming its faces."""
    members = dict(source["files"])
    faces = list(font_faces(source))
    members |= {member: f"fonts/{face['file']}" for member, face in faces}
    for member, content in read(archive, list(members)):
        target = folder / members[member]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    if faces:
        index = json.dumps([face for _, face in faces], indent=1)
        (folder / f"fonts/{faces[0][1]['family']}.json").write_text(index, "utf-8")


def font_faces(source: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(member of the archive, face) for each weight, style and subset; nothing if it is no font."""
    pattern = source.get("faces", "")
    if not pattern:
        return
    for weight, style, name in source.get("styles", STYLES):
        for subset, letters in source.get("subsets", {"": ""}).items():
            member = pattern.format(subset=subset, weight=weight, style=style, name=name)
            face = {"file": Path(member).name, "family": source["family"], "weight": weight, "style": style}
            yield member, face | {"range": letters}


def read(archive: Path, members: list[str]) -> Iterator[tuple[str, bytes]]:
    """Content of the members of a tarball or wheel; KeyError if one is not in it."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for member in members:
                yield member, wheel.read(member)
        return
    with tarfile.open(archive) as tarball:
        for member in members:
            file = tarball.extractfile(member)
            if file is None:
                raise NotFetched(f"{member} is not a file")
            yield member, file.read()


if __name__ == "__main__":
    raise SystemExit(main())

"""Opening a bundle that somebody sent: first what it may be at all, then its seal, then every file against its hash.

Nothing is unpacked to a disk. Blocks: call it through ``asyncio.to_thread``.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from pydantic import ValidationError

from services.nomination.bundles.errors import SealBroken, refused
from services.nomination.bundles.manifest import MANIFEST, SAFE_PATH, SEAL, Kind, Manifest, RecordEntry
from shared.signing import Seals

MOST_PACKED = 20_000_000
"""What an upload may hold; an export that would be larger is refused where it is made."""
MOST_ENTRIES = 2_002
MOST_UNPACKED = 60_000_000
MOST_FILE = 10_000_000
MOST_MANIFEST = 10_000_000
MOST_RATIO = 100
"""Text packs to a tenth, a bomb to a thousandth."""
MOST_DEPTH = 40
"""How deep the JSON of a record may nest."""
MOST_DIRECTORY = 600_000
"""Bytes of the ZIP's own list of contents: read at its end, before anything believes it."""
END, END_BYTES = b"PK\x05\x06", 22
LARGE_END, LARGE_END_BYTES = b"PK\x06\x07", 20
ENCRYPTED = 0x1
SYMLINK = 0o120000
PIECE = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
"""What a reader of ZIPs may come to with a file that somebody broke."""


@dataclass(frozen=True)
class Opened:
    """A bundle whose seal and hashes hold. ``states`` are the records' own documents by subject."""

    manifest: Manifest
    fingerprint: str
    states: dict[str, dict[str, Any]]

    @property
    def events(self) -> dict[str, list[dict[str, Any]]]:
        """Its events by subject, in their order."""
        found: dict[str, list[dict[str, Any]]] = {}
        for one in sorted(self.manifest.events, key=lambda event: event["sequence"]):
            found.setdefault(one["subject"], []).append(one)
        return found

    def record(self, subject: str) -> RecordEntry:
        """The entry of a record."""
        return next(one for one in self.manifest.records if one.subject == subject)


def open_bundle(file: BinaryIO | IO[bytes], seals: Seals) -> Opened:
    """Look the whole file through; raises BundleRefused or SealBroken."""
    fingerprint = _fingerprint(file)
    with _unzipped(file) as packed:
        entries = _entries(packed)
        for needed in (MANIFEST, SEAL):
            if needed not in entries:
                raise refused("đây không phải tệp hồ sơ do hệ thống xuất.", "it is no bundle of this system.")
        written = _read(packed, entries[MANIFEST], MOST_MANIFEST)
        manifest = _manifest(written)
        if not seals.holds(manifest.producer, written, _read(packed, entries[SEAL], 1_000)):
            raise SealBroken(unit=manifest.producer)
        _complete(manifest, entries)
        contents = {one.path for one in manifest.records}
        states: dict[str, bytes] = {}
        for entry in manifest.files:
            held = _hashed(packed, entries[entry.path], keep=entry.path in contents)
            if held.sha256 != entry.sha256 or held.size != entry.size:
                raise refused(f"tệp {entry.path} không khớp mã băm.", f"{entry.path} does not match its hash.")
            if entry.path in contents:
                states[entry.path] = held.content
    found = {one.subject: _json(states[one.path]) for one in manifest.records}
    return Opened(manifest, fingerprint, found)


def content_of(file: BinaryIO | IO[bytes], path: str) -> bytes:
    """One file of a bundle that was opened before."""
    with _unzipped(file) as packed:
        return _read(packed, packed.getinfo(path), MOST_FILE)


def _fingerprint(file: BinaryIO | IO[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while data := file.read(PIECE):
        size += len(data)
        if size > MOST_PACKED:
            raise refused(f"tệp lớn hơn {MOST_PACKED // 1_000_000} MB.", "it is too large.")
        digest.update(data)
    return digest.hexdigest()


def _unzipped(file: BinaryIO | IO[bytes]) -> zipfile.ZipFile:
    _look_at_the_end(file)
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except BROKEN as error:
        raise refused("tệp hỏng hoặc không phải ZIP.", "it is broken or no ZIP.") from error


def _look_at_the_end(file: BinaryIO | IO[bytes]) -> None:
    """A reader takes the whole list of contents into memory: it must be short, and be where it says."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - END_BYTES - LARGE_END_BYTES))
    tail = file.read()
    end, before = tail[-END_BYTES:], tail[:-END_BYTES]
    if not end.startswith(END) or before.startswith(LARGE_END):
        raise refused("tệp hỏng hoặc không phải ZIP.", "it is broken or no ZIP.")
    if struct.unpack_from("<L", end, 12)[0] > MOST_DIRECTORY:
        raise refused("có quá nhiều tệp bên trong.", "there are too many files in it.")


def _entries(packed: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """What is inside, by path, once none of it can do harm."""
    found: dict[str, zipfile.ZipInfo] = {}
    total = 0
    infos = packed.infolist()
    if len(infos) > MOST_ENTRIES:
        raise refused("có quá nhiều tệp bên trong.", "there are too many files in it.")
    for info in infos:
        total += info.file_size
        if info.filename in found or not _harmless(info):
            raise refused(
                f"bên trong có tên tệp không được phép ({info.filename[:60]!r}).", "a name in it is not allowed."
            )
        most = MOST_MANIFEST if info.filename == MANIFEST else MOST_FILE
        bomb = info.file_size > MOST_RATIO * max(info.compress_size, 1_000)
        if info.file_size > most or total > MOST_UNPACKED or bomb:
            raise refused("quá lớn khi mở ra.", "it is too large when unpacked.")
        found[info.filename] = info
    return found


def _harmless(info: zipfile.ZipInfo) -> bool:
    plain = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & ENCRYPTED
    file = (info.external_attr >> 16) & 0o170000 != SYMLINK
    name = info.filename in (MANIFEST, SEAL) or re.fullmatch(SAFE_PATH, info.filename) is not None
    return plain and file and name and info.orig_filename == info.filename


@dataclass(frozen=True)
class _Held:
    size: int
    sha256: str
    content: bytes


def _hashed(packed: zipfile.ZipFile, info: zipfile.ZipInfo, *, keep: bool) -> _Held:
    """Size and hash of what really comes out, whatever the directory of the ZIP says; never more than it says."""
    digest, size, kept = hashlib.sha256(), 0, bytearray()
    try:
        with packed.open(info) as inside:
            while data := inside.read(PIECE):
                size += len(data)
                if size > info.file_size:
                    raise refused("quá lớn khi mở ra.", "it is too large when unpacked.")
                digest.update(data)
                if keep:
                    kept += data
    except BROKEN as error:
        raise refused("tệp hỏng.", "it is broken.") from error
    return _Held(size, digest.hexdigest(), bytes(kept))


def _read(packed: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    if info.file_size > most:
        raise refused("quá lớn khi mở ra.", "it is too large when unpacked.")
    return _hashed(packed, info, keep=True).content


def _manifest(written: bytes) -> Manifest:
    try:
        manifest = Manifest.model_validate(_json(written))
    except ValidationError as error:
        raise refused("bản kê không đúng mẫu, hoặc do bản mới hơn lập.", "its manifest is not understood.") from error
    if manifest.canonical() != written:
        raise refused("bản kê không ở dạng chuẩn.", "its manifest is not canonical.")
    return manifest


def _complete(manifest: Manifest, entries: dict[str, zipfile.ZipInfo]) -> None:
    """Exactly the files that are named, each record among them, and nothing but events of theirs."""
    paths = [one.path for one in manifest.files]
    subjects = [one.subject for one in manifest.records]
    named = len(set(paths)) == len(paths) and set(entries) == {MANIFEST, SEAL, *paths}
    records = len(set(subjects)) == len(subjects) and {one.path for one in manifest.records} <= set(paths)
    events = all(map(_is_event, manifest.events))
    submissions = [one.id for one in manifest.records if one.kind is Kind.SUBMISSION]
    if not named or not records or not events or submissions != [manifest.submission]:
        raise refused("thiếu hoặc thừa tệp so với bản kê.", "its files are not those of its manifest.")


def _is_event(one: dict[str, Any]) -> bool:
    """Whether it has at least what merging asks for; what it says is judged later."""
    texts = all(isinstance(one.get(name), str) for name in ("id", "type", "subject", "time"))
    return texts and type(one.get("sequence")) is int


def _json(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise refused("bên trong có dữ liệu hỏng.", "there is broken data in it.") from error
    if not isinstance(value, dict) or _deeper(value, MOST_DEPTH):
        raise refused("bên trong có dữ liệu không đúng mẫu.", "there is data in it that is not understood.")
    return value


def _deeper(value: Any, left: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_deeper(one, left - 1) for one in inner)

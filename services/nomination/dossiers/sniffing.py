"""What kind of file something is, by its bytes and not by its name; what cannot be shown safely is refused."""

from __future__ import annotations

import unicodedata
import zipfile
from typing import BinaryIO

from shared.errors import BadInput

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",), DOCX: (".docx",), XLSX: (".xlsx",)}
ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings)
MOST_UNPACKED = 100_000_000
"""Bytes that an office document may have when unpacked: no document of ours comes near, a bomb goes far beyond."""
NAME_LETTERS = 120

_MAGIC = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))


class FileRefused(BadInput):
    code = "file.refused"
    title_vi = "Tệp {name} không nhận được: {why_vi}"
    title_en = "The file {name} is not accepted: {why_en}"


def media_type(file: BinaryIO, name: str) -> str:
    """The media type of an open file; raises FileRefused. The file is at its beginning again afterwards."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    found = next((media for magic, media in _MAGIC if head.startswith(magic)), "")
    if not found and head.startswith(b"PK\x03\x04"):
        found = _office(file, name)
        file.seek(0)
    if not found:
        raise FileRefused(
            name=name,
            why_vi="chỉ nhận PDF, JPG, PNG, DOCX và XLSX. Hãy lưu lại thành một trong các dạng đó.",
            why_en="only PDF, JPG, PNG, DOCX and XLSX are. Save it as one of these.",
        )
    if not name.lower().endswith(ENDINGS[found]):
        raise FileRefused(
            name=name,
            why_vi=f"nội dung là {ENDINGS[found][0]} nhưng tên tệp ghi khác. Hãy kiểm tra lại tệp.",
            why_en=f"its content is {ENDINGS[found][0]} and its name says otherwise. Look at the file again.",
        )
    return found


def safe_name(name: str) -> str:
    """The name without folders, control characters and what file systems do not bear."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip(". ")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:NAME_LETTERS]}{dot}{ending[:10]}" if dot and stem else (kept[:NAME_LETTERS] or "tep")


def _office(file: BinaryIO, name: str) -> str:
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    names = {entry.filename for entry in entries}
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileRefused(name=name, why_vi="tệp nén quá lớn khi mở ra.", why_en="it is too large when unpacked.")
    if any(entry.lower().endswith("vbaproject.bin") for entry in names):
        raise FileRefused(
            name=name,
            why_vi="tệp có macro. Hãy lưu lại không kèm macro hoặc thành PDF.",
            why_en="it has macros. Save it without them, or as PDF.",
        )
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else ""

"""Files of a dossier: told by their bytes, streamed in and out, kept only while something needs them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from services.nomination.dossiers.filing import MOST_BYTES
from shared.store.files import PIECES, Files, KeptFile
from shared.web.csrf import issue_csrf
from tests.integration.conftest import SECRET
from tests.integration.nomination.samples import sample
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, problem

PDF = b"%PDF-1.4\n" + b"x" * 700_000


def packed(*names: str) -> bytes:
    """A zip with empty entries of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        for name in names:
            into.writestr(name, b"")
    return out.getvalue()


async def upload(who: Person, dossier: str, content: bytes, name: str = "bien-ban.pdf", part: str = "M") -> Any:
    """Attach through the API."""
    return await who.http.post(
        f"/nomination/api/v1/dossiers/{dossier}/files", data={"part": part}, files={"file": (name, content)}
    )


@pytest.fixture
async def draft(school: Person) -> str:
    """A draft of the school."""
    return str(done(await school.post("/dossiers", sample("hs-05")))["id"])


async def test_file_comes_back_to_the_byte_and_only_as_a_download(school: Person, draft: str) -> None:
    (file,) = done(await upload(school, draft, PDF, "Biên bản họp.pdf"))["files"]
    assert (file["part"], file["media"], file["size"]) == ("M", "application/pdf", len(PDF))
    assert file["sha256"] == hashlib.sha256(PDF).hexdigest()
    answer = await school.get(f"/dossiers/{draft}/files/{file['id']}")
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Bi%C3%AAn")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ\x90\x00", "anh.pdf", "file.refused"),
        (b"<html><script>", "bao-cao.pdf", "file.refused"),
        (b"\x89PNG\r\n\x1a\n", "anh.pdf", "file.refused"),
        (packed("word/document.xml", "word/vbaProject.bin"), "bao-cao.docx", "file.refused"),
        (packed("anything"), "bao-cao.docx", "file.refused"),
        (b"PK\x03\x04broken", "bao-cao.docx", "file.refused"),
        (b"", "rong.pdf", "file.refused"),
        (b"%PDF-" + b"x" * MOST_BYTES, "to.pdf", "file.too_large"),
    ],
    ids=["program", "page", "other ending", "macros", "no document", "broken zip", "empty", "too large"],
)
async def test_what_is_not_a_document_is_refused_in_two_languages(
    school: Person, draft: str, content: bytes, name: str, code: str
) -> None:
    answer = await upload(school, draft, content, name)
    assert problem(answer)[1] == code
    assert answer.json()["vi"] != answer.json()["en"]
    assert done(await school.get(f"/dossiers/{draft}"))["files"] == []


async def test_same_file_at_the_same_part_changes_nothing(school: Person, draft: str) -> None:
    first = done(await upload(school, draft, PDF))
    assert done(await upload(school, draft, PDF))["version"] == first["version"]
    done(await upload(school, draft, packed("word/document.xml"), "bao-cao.docx", "B"))
    assert problem(await upload(school, draft, PDF, part="khong-co")) == (404, "not_found")


async def test_strangers_neither_attach_nor_download(school: Person, neighbour: Person, draft: str) -> None:
    (file,) = done(await upload(school, draft, PDF))["files"]
    assert problem(await upload(neighbour, draft, PDF)) == (403, "auth.denied")
    assert problem(await neighbour.get(f"/dossiers/{draft}/files/{file['id']}")) == (403, "auth.denied")
    assert problem(await school.get(f"/dossiers/{draft}/files/khong-co")) == (404, "not_found")


async def test_nothing_is_attached_once_the_dossier_was_sent(school: Person, officer: Person, draft: str) -> None:
    done(await upload(school, draft, PDF))
    done(await school.post(f"/dossiers/{draft}/submission"))
    assert problem(await upload(school, draft, PDF + b"2")) == (403, "auth.denied")
    assert "bien-ban.pdf" in text(await officer.page(f"/dossiers/{draft}"))


async def test_bytes_that_nothing_keeps_are_swept_away_and_others_stay(town: Town, school: Person, draft: str) -> None:
    store = town.app.state.store
    done(await upload(school, draft, PDF))
    files = done(await upload(school, draft, PDF + b"2"))["files"]
    gone, kept = files[0]["id"], files[1]["id"]
    done(await school.http.delete(f"/nomination/api/v1/dossiers/{draft}/files/{gone}"))
    old = (datetime.now(UTC) - timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    await store[KeptFile.collection].update_many({"_id": {"$in": [gone, kept]}}, {"$set": {"at": old}})
    await Files(store).sweep()
    left = {row["_id"].split("/")[0] async for row in store[PIECES].find({}, {"_id": 1})}
    assert gone not in left
    assert kept in left


async def test_page_takes_a_file_for_each_part_and_says_which_one_is_wrong(school: Person, draft: str) -> None:
    page = text(await school.page(f"/dossiers/{draft}/papers"))
    assert "Biên bản bình xét thi đua" in page
    files = [("file.M", ("bien-ban.pdf", PDF)), ("file.B", ("bao-cao.pdf", b"nothing"))]
    refused = await send(school, draft, files)
    assert "bao-cao.pdf không nhận được" in text(refused, 422)
    assert "bien-ban.pdf" in refused.text  # the right one is in
    to = led_to(await send(school, draft, [("file.B", ("bao-cao.pdf", PDF))], next="1"))
    assert "bao-cao.pdf" in text(await school.page(to))
    (first, *_) = done(await school.get(f"/dossiers/{draft}"))["files"]
    led_to(await send(school, draft, [], remove=first["id"]))
    assert len(done(await school.get(f"/dossiers/{draft}"))["files"]) == 1


async def send(who: Person, draft: str, files: list[tuple[str, Any]], **fields: str) -> httpx2.Response:
    """The form of the papers as a browser sends it."""
    data = {"csrf_token": issue_csrf(SECRET, who.session.id)} | fields
    parts = files or [("file.M", ("", b""))]
    return await who.http.post(
        f"/nomination/dossiers/{draft}/papers", data=data, files=parts, headers={"Accept": "text/html"}
    )

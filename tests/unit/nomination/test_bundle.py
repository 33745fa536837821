"""Bundles: the same content gives the same bytes, what was touched is refused, order and repetition do not matter."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from services.nomination.bundles import opening
from services.nomination.bundles.errors import BundleRefused, SealBroken
from services.nomination.bundles.gathering import Gathered
from services.nomination.bundles.manifest import MANIFEST, SEAL, Manifest, Purpose, canonical
from services.nomination.bundles.manifest import Kind as Carried
from services.nomination.bundles.merging import Clash, Reading, Verdict, compare
from services.nomination.bundles.opening import Opened, open_bundle
from services.nomination.bundles.packing import pack
from services.nomination.decisions.parts import Way
from services.nomination.submissions.model import Line, Submission
from shared.events import Level
from shared.signing import Seals
from tests.unit.nomination.conftest import on

OURS, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
SEALS = Seals({"duong-quang": OURS})
THERE = Seals({}, {"duong-quang": [OURS.public_key()]})


def sent() -> Submission:
    """A submission that went up."""
    its = Submission(
        id="0198c0de-0000-7000-8000-000000000014", unit="duong-quang", level=Level.COMMUNE, to_unit="my-hao",
        to_level=Level.TOWN, unit_name="Xã Dương Quang", to_name="Thị xã Mỹ Hào", title="Về việc khen thưởng",
        lines=(Line(dossier="hs-1", nominee="Lý Thu Vân", award_name="Lao động tiên tiến"),),
        drafted_on=on("2025-06-20").on,
    )  # fmt: skip
    its.drafted(on("2025-06-20"))
    its.send(on("2025-06-20"), ordinal=5, signed_by="a", signer_name="A", signer_post="Chủ tịch", way=Way.WET)
    return its


def gathered() -> Gathered:
    """What a small bundle holds."""
    found = Gathered()
    found.thing(Carried.SUBMISSION, sent(), "Tờ trình số 05/TTr-UBND")
    found.add("letter/to-trinh.pdf", b"%PDF-1.7 " + b"t" * 5000)
    return found


def manifest(found: Gathered, **more: Any) -> Manifest:
    """Its manifest."""
    told: dict[str, Any] = {
        "purpose": Purpose.SUBMISSION, "producer": "duong-quang", "addressee": "my-hao",
        "submission": "0198c0de-0000-7000-8000-000000000014", "letter": "05/TTr-UBND", "instant": on("2025-06-20").at,
        "records": tuple(found.records), "files": tuple(found.files), "events": (),
    }  # fmt: skip
    return Manifest(**(told | more))


def packed(seals: Seals = SEALS, **more: Any) -> bytes:
    """A small bundle."""
    found = gathered()
    its = manifest(found, **more)
    out = io.BytesIO()
    asyncio.run(pack(out, its, seals.seal("duong-quang", its.canonical()), found.sources))
    return out.getvalue()


def opened(content: bytes, seals: Seals = THERE) -> Opened:
    return open_bundle(io.BytesIO(content), seals)


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], None], how: int = zipfile.ZIP_STORED) -> bytes:
    """The same ZIP with some of its files changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as before:
        files = {name: before.read(name) for name in before.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as after:
        for name, body in files.items():
            after.writestr(name, body)
    return out.getvalue()


def test_same_content_gives_the_same_bytes_and_opens_to_what_went_in() -> None:
    content = packed()
    assert content == packed()
    found = opened(content)
    assert found.manifest == manifest(gathered())
    assert found.states["submission/0198c0de-0000-7000-8000-000000000014"]["number"] == "05/TTr-UBND"


def test_bundle_that_somebody_packed_anew_is_still_the_same() -> None:
    again = rewritten(packed(), lambda _: None, zipfile.ZIP_DEFLATED)
    assert opened(again).manifest == manifest(gathered())


@pytest.mark.parametrize("seals", [Seals(), Seals({}, {"my-hao": [OURS.public_key()]}),
                                   Seals({}, {"duong-quang": [STRANGER.public_key()]})])  # fmt: skip
def test_seal_of_somebody_else_is_not_believed(seals: Seals) -> None:
    with pytest.raises(SealBroken):
        opened(packed(), seals)


def _spoil(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])

    return change


def _letter_of_other_number(files: dict[str, bytes]) -> None:
    told = json.loads(files[MANIFEST])
    files[MANIFEST] = canonical(told | {"letter": "99/TTr-UBND"})


def _drop(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.__delitem__(name)


def _add(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.__setitem__(name, b"x")


@pytest.mark.parametrize(
    "change",
    [
        _spoil("letter/to-trinh.pdf"), _spoil(SEAL), _letter_of_other_number, _drop("letter/to-trinh.pdf"), _drop(SEAL),
        _drop(MANIFEST), _add("letter/other.pdf"), _add("../../etc/passwd"), _add("/etc/passwd"), _add("a\\b.pdf"),
        _add("letter/"), _add("letter/con.tar.gz"), _add("Letter/x.pdf"), _add(".hidden"),
    ],
)  # fmt: skip
def test_what_was_touched_on_the_way_is_refused_whole(change: Callable[[dict[str, bytes]], None]) -> None:
    with pytest.raises((BundleRefused, SealBroken)):
        opened(rewritten(packed(), change))


@given(place=st.integers(0), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_no_flipped_bit_gets_through_with_another_content(place: int, bit: int) -> None:
    content = bytearray(WHOLE)
    content[place % len(content)] ^= 1 << bit
    try:
        found = opened(bytes(content))
    except (BundleRefused, SealBroken):
        return
    assert found.manifest == manifest(gathered())  # a bit of the ZIP's own bookkeeping, which says nothing


WHOLE = packed()
PACKED = rewritten(WHOLE, lambda _: None, zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"%PDF-1.7", WHOLE[: len(WHOLE) // 2]])
def test_what_is_no_bundle_is_refused(junk: bytes) -> None:
    with pytest.raises(BundleRefused):
        opened(junk)


def test_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = rewritten(WHOLE, lambda files: files.__setitem__("files/bomb.bin", b"\0" * 5_000_000), zipfile.ZIP_DEFLATED)
    monkeypatch.setattr(opening, "_hashed", lambda *_, **__: pytest.fail("unpacked"))
    with pytest.raises(BundleRefused, match="quá lớn"):
        opened(bomb)


@pytest.mark.parametrize(
    ("limit", "most"), [("MOST_ENTRIES", 2), ("MOST_UNPACKED", 100), ("MOST_FILE", 100), ("MOST_PACKED", 100)]
)
def test_each_limit_holds(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(opening, limit, most)
    with pytest.raises(BundleRefused):
        opened(WHOLE)


def test_list_of_contents_that_is_too_long_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_DIRECTORY", 100)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("read"))
    with pytest.raises(BundleRefused, match="quá nhiều"):
        opened(WHOLE)


@given(place=st.integers(0), byte=st.integers(0, 255))
@settings(max_examples=100, deadline=None)
def test_broken_compression_is_refused_and_nothing_else_happens(place: int, byte: int) -> None:
    content = bytearray(PACKED)
    content[place % len(content)] ^= byte
    try:
        assert opened(bytes(content)).manifest == manifest(gathered())
    except (BundleRefused, SealBroken):
        return


@pytest.mark.parametrize("event", [{}, {"id": "a", "type": "b", "subject": "c", "time": "d", "sequence": True}])
def test_event_without_its_place_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(BundleRefused):
        opened(packed(events=(event,)))


def test_link_and_encrypted_entry_are_refused() -> None:
    for attribute, flag in ((0o120777 << 16, 0), (0, 1)):
        out = io.BytesIO(WHOLE)
        with zipfile.ZipFile(out, "a") as more:
            info = zipfile.ZipInfo("letter/link.pdf")
            info.external_attr = attribute
            info.flag_bits = flag
            more.writestr(info, b"/etc/passwd")
            more.infolist()[-1].flag_bits |= flag
        with pytest.raises(BundleRefused):
            opened(out.getvalue())


def test_manifest_that_names_another_submission_is_refused() -> None:
    with pytest.raises(BundleRefused):
        opened(packed(submission="0198c0de-0000-7000-8000-000000000099"))


def story(length: int, subject: str = "dossier/x") -> Reading:
    """The first steps of a story, each told by one event."""
    events = [
        {"id": f"{subject}-{n}", "subject": subject, "sequence": n, "data": {"step": n}} for n in range(1, length + 1)
    ]
    return Reading(events=events, history=[f"step {n}" for n in range(1, length + 1)])


def merged(ours: Reading | None, theirs: Reading) -> Reading | None:
    """What is known after reading in."""
    found = compare(ours, theirs)
    if found.verdict not in (Verdict.NEW, Verdict.NEWER):
        return ours
    known = {event["id"] for event in ours.events} if ours else set()
    assert not known & {event["id"] for event in found.fresh}
    return Reading(events=[*(ours.events if ours else ()), *found.fresh], history=theirs.history)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=30))
def test_imports_in_any_order_and_any_number_end_at_the_longest_story(lengths: list[int]) -> None:
    known: Reading | None = None
    for length in lengths:
        known = merged(known, story(length))
    assert known is not None
    assert list(known.events) == list(story(max(lengths)).events)
    assert list(known.history) == list(story(max(lengths)).history)
    for length in lengths:
        assert compare(known, story(length)).verdict is Verdict.KNOWN


@given(ours=st.integers(1, 8), theirs=st.integers(1, 8), parted=st.integers(1, 8))
def test_stories_that_part_change_nothing_whoever_is_longer(ours: int, theirs: int, parted: int) -> None:
    other = story(theirs)
    events = [e | {"id": f"other-{e['sequence']}"} if e["sequence"] >= parted else e for e in other.events]
    found = compare(story(ours), Reading(events=events, history=other.history))
    if parted <= min(ours, theirs):
        assert (found.verdict, found.clash, found.fresh) == (Verdict.CONFLICT, Clash.OTHER_EVENT, ())
    else:
        assert found.verdict is (Verdict.NEWER if theirs > ours else Verdict.KNOWN)


def test_same_id_with_other_content_is_a_conflict() -> None:
    forged = [dict(event) for event in story(3).events]
    forged[1]["data"] = {"step": 99}
    assert compare(story(3), Reading(events=forged, history=story(3).history)).clash is Clash.OTHER_EVENT


@pytest.mark.parametrize("without", [1, 2])
def test_hole_in_the_file_is_a_conflict(without: int) -> None:
    holed = [event for event in story(3).events if event["sequence"] != without]
    assert compare(None, Reading(events=holed, history=())).clash is Clash.HOLE


def test_other_history_under_the_same_events_is_a_conflict() -> None:
    assert compare(story(3), Reading(events=story(3).events, history=["step 1", "no"])).clash is Clash.OTHER_HISTORY
    more_steps_fewer_events = Reading(events=story(2).events, history=story(4).history)
    assert compare(story(3), more_steps_fewer_events).clash is Clash.OTHER_HISTORY


def test_step_without_an_event_is_news_too() -> None:
    decided = Reading(events=story(3).events, history=story(4).history)
    assert compare(story(3), decided).verdict is Verdict.NEWER

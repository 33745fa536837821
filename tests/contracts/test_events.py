"""The events are a product: what was published once stays readable, and the published description is true."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event

from shared.events import Classification, Event, UnknownEvent, all_events, event_class
from shared.events.asyncapi import render
from shared.events.envelope import decode, decode_attributes, encode
from shared.events.golden import sample

HERE = Path(__file__).parent
GOLDEN = sorted((HERE / "golden").glob("*.json"))
NODE = HERE.parent / "node"


def still_says(now: Any, then: Any) -> bool:
    """Whether everything that was said then is said now; members may have been added at any depth."""
    if isinstance(then, dict):
        return all(name in now and still_says(now[name], value) for name, value in then.items())
    return bool(now == then)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_sample_is_readable_today(path: Path) -> None:
    body = path.read_bytes()
    envelope = decode(body, path.stem)
    assert envelope.type == path.stem
    assert still_says(json.loads(encode(envelope)), json.loads(body))


@pytest.mark.parametrize("cls", all_events(), ids=lambda cls: cls.meta.type)
def test_every_version_has_a_golden_sample(cls: type[Event]) -> None:
    assert (HERE / "golden" / f"{cls.meta.type}.json").exists(), "run python -m shared.events golden"


@pytest.mark.parametrize("cls", all_events(), ids=lambda cls: cls.meta.type)
def test_event_is_documented(cls: type[Event]) -> None:
    assert cls.__doc__
    assert cls.__doc__.rstrip().endswith((".", "»", "đồng."))


@pytest.mark.parametrize("cls", all_events(), ids=lambda cls: cls.meta.type)
def test_independent_reader_understands_the_envelope(cls: type[Event]) -> None:
    ours = sample(cls)
    message = HTTPMessage(headers={"content-type": "application/cloudevents+json"}, body=encode(ours))
    theirs: Any = from_structured_event(message)
    assert (theirs.get_id(), theirs.get_type(), theirs.get_source()) == (ours.id, ours.type, ours.source)
    assert theirs.get_extension("dataclassification") == ours.dataclassification
    assert theirs.get_extension("sequence") == 1


def test_unknown_members_are_ignored() -> None:
    body = json.loads(encode(sample(all_events()[0])))
    body["data"]["added_later"] = {"x": 1}
    body["traceparent"] = "00-0-0-00"
    assert decode(json.dumps(body).encode(), body["type"]) == sample(all_events()[0])


def test_unknown_type_is_said_and_its_attributes_are_still_read() -> None:
    body = json.loads(encode(sample(all_events()[0]))) | {"type": "vn.thidua.nomination.Unheard.v9"}
    assert decode_attributes(json.dumps(body).encode()).type == "vn.thidua.nomination.Unheard.v9"
    with pytest.raises(UnknownEvent):
        event_class(body["type"])


def test_routing_key_has_four_words_even_for_a_unit_with_a_dot() -> None:
    envelope = sample(all_events()[0]).model_copy(update={"unit": "duong-quang.van-phong"})
    assert envelope.routing_key.split(".")[:2] == ["commune", "duong-quang-van-phong"]
    assert len(envelope.routing_key.split(".")) == 4


def test_no_event_of_an_open_ballot_is_public_and_none_names_a_voter() -> None:
    for cls in all_events():
        members = set(cls.model_json_schema(mode="serialization")["properties"])
        assert not members & {"choice", "ballot", "voter", "votes"}, cls.meta.type
    assert event_class("vn.thidua.nomination.CouncilDecided.v1").meta.classification is Classification.INTERNAL


def test_asyncapi_document_is_current() -> None:
    written = (HERE.parents[1] / "docs/events/asyncapi.yaml").read_text(encoding="utf-8")
    assert written == render(), "run python -m shared.events asyncapi"


def test_asyncapi_document_is_valid() -> None:
    node = shutil.which("node")
    if node is None or not (NODE / "node_modules").exists():
        pytest.fail("the AsyncAPI parser is not installed: run make setup-test")
    checked = subprocess.run(
        [node, "asyncapi.mjs", str(HERE.parents[1] / "docs/events/asyncapi.yaml")],
        cwd=NODE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr

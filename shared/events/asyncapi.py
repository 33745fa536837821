"""The catalogue as an AsyncAPI 3.0 document, made from the classes."""

from __future__ import annotations

import inspect
from typing import Any

import yaml

from shared.events.base import Classification, Event
from shared.events.envelope import CONTENT_TYPE, Envelope
from shared.events.golden import sample
from shared.events.registry import all_events

ABOUT = """\
Events of the emulation-and-commendation year, CloudEvents 1.0 in structured JSON over AMQP 0-9-1.

Each classification has a topic exchange (`thidua.public`, `thidua.internal`, `thidua.confidential`) and a stream that
keeps its history (`thidua.public.log` …). Routing key: `<level>.<unit>.<service>.<Event>`; bind `#` for all,
`*.*.*.AwardGranted` for one event. `sequence` counts the events of one `subject` from 1 without holes. Delivery is at
least once: recognise a repetition by `id`. Additions within a version are no breach: ignore members you do not know.
In the streams also lie messages of the type `thidua.marker` with an empty body: pass over them.
"""
SERVICES = ("registration", "nomination", "notification", "reporting")


def render() -> str:
    """The document as YAML text."""
    text: str = yaml.safe_dump(document(), allow_unicode=True, sort_keys=False, width=110)
    return text


def document() -> dict[str, Any]:
    """The document as plain data."""
    events = all_events()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Thi Đua events",
            "version": "1.0.0",
            "description": ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {one.value: _channel(one, events) for one in Classification},
        "operations": {
            f"publish-{service}-{one.value}": _operation(service, one, events)
            for service in SERVICES
            for one in Classification
            if _of(service, one, events)
        },
        "components": {"messages": {_key(cls): _message(cls) for cls in events}},
    }


def _key(cls: type[Event]) -> str:
    return f"{cls.meta.name}.v{cls.meta.version}"


def _of(service: str, classification: Classification, events: tuple[type[Event], ...]) -> list[type[Event]]:
    return [cls for cls in events if cls.meta.service == service and cls.meta.classification is classification]


def _channel(classification: Classification, events: tuple[type[Event], ...]) -> dict[str, Any]:
    messages = [cls for cls in events if cls.meta.classification is classification]
    return {
        "address": "{level}.{unit}.{service}.{event}",
        "title": f"Exchange thidua.{classification.value}",
        "description": (inspect.getdoc(Classification) or "") + f" This one: {classification.value}.",
        "parameters": {
            "level": {"enum": ["province", "town", "commune", "base"], "description": "Level of the unit that speaks."},
            "unit": {"description": "Code of the unit; a dot inside a code is written as a dash."},
            "service": {"enum": list(SERVICES), "description": "Service that speaks."},
            "event": {"description": "Name of the event class."},
        },
        "messages": {_key(cls): {"$ref": f"#/components/messages/{_key(cls)}"} for cls in messages},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {
                    "name": f"thidua.{classification.value}",
                    "type": "topic",
                    "durable": True,
                    "autoDelete": False,
                },
                "bindingVersion": "0.3.0",
            }
        },
    }


def _operation(service: str, classification: Classification, events: tuple[type[Event], ...]) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{classification.value}"},
        "summary": f"What the {service} service says ({classification.value}).",
        "messages": [
            {"$ref": f"#/channels/{classification.value}/messages/{_key(cls)}"}
            for cls in _of(service, classification, events)
        ],
    }


def _message(cls: type[Event]) -> dict[str, Any]:
    model: type[Envelope[Any]] = Envelope.__class_getitem__(cls)  # type: ignore[assignment]
    template = f"#/components/messages/{_key(cls)}/payload/$defs/{{model}}"
    schema = model.model_json_schema(mode="serialization", ref_template=template)
    schema["properties"]["type"] = {"const": cls.meta.type, "title": "Type"}
    schema["properties"]["dataclassification"] = {"const": cls.meta.classification.value}
    return {
        "name": cls.meta.type,
        "title": cls.meta.name,
        "summary": (inspect.getdoc(cls) or "").partition("\n")[0],
        "description": inspect.getdoc(cls),
        "contentType": CONTENT_TYPE,
        "payload": schema,
        "examples": [{"name": cls.meta.name, "payload": sample(cls).model_dump(mode="json")}],
        "bindings": {"amqp": {"contentEncoding": "utf-8", "messageType": cls.meta.type, "bindingVersion": "0.3.0"}},
    }

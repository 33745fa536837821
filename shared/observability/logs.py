"""JSON logs, one object a line, with the correlation id and without personal data in the clear."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import Any

import structlog

correlation: ContextVar[str] = ContextVar("correlation", default="")

_PERSONAL = frozenset({"name", "email", "person", "nominee", "to", "body", "phone", "address", "honorific"})
_MAIL = re.compile(r"\b([\w.+-])[\w.+-]*@([\w.-]+\.\w+)")
_SECRET_IN_URL = re.compile(r"(\w+://[^:/\s]+):[^@\s]+@")

Entry = MutableMapping[str, Any]


def mask(value: str) -> str:
    """The first letter and dots: enough to recognise a case one knows, too little to learn a name."""
    return value[:1] + "…" if value else value


def is_personal(name: str) -> bool:
    """Whether a member of that name is masked wherever it is written."""
    return name in _PERSONAL


def scrub(text: str) -> str:
    """A text with mail addresses masked and passwords in addresses of servers removed."""
    return _SECRET_IN_URL.sub(r"\1:…@", _MAIL.sub(r"\1…@\2", text))


def _protect(_: Any, __: str, entry: Entry) -> Entry:
    for key, value in entry.items():
        if isinstance(value, str):
            entry[key] = mask(value) if key in _PERSONAL else scrub(value)
    return entry


def _correlate(_: Any, __: str, entry: Entry) -> Entry:
    if current := correlation.get():
        entry.setdefault("correlation", current)
    return entry


def configure(*, service: str, level: str) -> None:
    """Send the product's and the libraries' logs to standard output as JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _correlate,
        _protect,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("uvicorn.access", "aiormq.connection", "aio_pika.robust_connection", "pymongo"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(service=service)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger whose keyword arguments become members of the JSON object."""
    bound: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return bound

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from shared.clock import FixedClock
from shared.web.templating import Pages

NOW = datetime(2025, 3, 12, 7, 5, tzinfo=UTC)


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(
        service="nomination",
        templates=tmp_path,
        title="Khen thưởng",
        labels={"level": {"commune": "xã"}},
        secret="s" * 32,
    )


def ask(path: str = "/nomination/dossiers", headers: dict[str, str] | None = None, **state: Any) -> Request:
    """A GET as the application would see it, at 14:05 on 12 March 2025."""
    raw = [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw, "query_string": b""}
    request = Request(scope)
    request.state.clock = FixedClock(NOW)
    request.state.csrf = "token.of-the-page"
    request.state.actor = SimpleNamespace(name="Nguyễn Thị Mẫu")
    for name, value in state.items():
        setattr(request.state, name, value)
    return request


@pytest.fixture
def draw(pages: Pages, tmp_path: Path) -> Callable[..., str]:
    """Render a snippet as the body of a page and give back only that body."""

    def render(snippet: str, **context: Any) -> str:
        page = '{% extends "layout.html" %}{% block main %}' + snippet + "{% endblock %}"
        (tmp_path / "snippet.html").write_text(page, "utf-8")
        pages.environment.cache = None
        response = pages.render(ask(headers={"HX-Request": "true"}), "snippet.html", **context)
        return bytes(response.body).decode()

    return render


@pytest.fixture
def request_for() -> Callable[..., Request]:
    return ask

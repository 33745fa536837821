"""The counting service as a process of its own: ``python -m tests.faults.serving --port 8001``, settings as usual."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from shared.service import ServiceSpec, main
from shared.web.templating import Pages
from tests.faults import techniques
from tests.integration.service.counting import Counter, router

if __name__ == "__main__":
    techniques.remove_as_told(pytest.MonkeyPatch())
    with tempfile.TemporaryDirectory() as templates:
        pages = Pages(service="counting", templates=Path(templates), title="Đếm")
        main(ServiceSpec(name="counting", title="Đếm", pages=pages, routers=[router], stored=[Counter]))

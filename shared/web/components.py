"""The page that shows every component in its states, for whoever builds pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from shared.clock import VIETNAM
from shared.web.charts import Rows, bar_svg, line_svg
from shared.web.forms import FormErrors, FormState
from shared.web.templating import Pages

_ROWS = [
    {"unit": "Dương Quang", "files": 48, "money": 71_604_000, "share": 0.62, "on": date(2025, 6, 12)},
    {"unit": "Bạch Sam", "files": 31, "money": 46_332_000, "share": 0.481, "on": date(2025, 6, 3)},
    {"unit": "Đường Hào", "files": 1_204, "money": 2_340_000, "share": 0.25, "on": None},
]
_SERIES: Rows = [
    ("Dương Quang", {"Công trạng": 31, "Đột xuất": 11, "Chuyên đề": 6}),
    ("Bạch Sam", {"Công trạng": 22, "Đột xuất": 4, "Chuyên đề": 5}),
    ("Đường Hào", {"Công trạng": 18, "Đột xuất": 9, "Chuyên đề": 2}),
    ("Phùng Chí Kiên", {"Công trạng": 27, "Đột xuất": 7, "Chuyên đề": 8}),
]
_DAYS: Rows = [
    ("Quý I", {"Từ thành tích đến khen": 21.5}),
    ("Quý II", {"Từ thành tích đến khen": 14}),
    ("Quý III", {"Từ thành tích đến khen": 9.5}),
    ("Quý IV", {"Từ thành tích đến khen": 7}),
]


def components_page(pages: Pages) -> Callable[[Request], Awaitable[HTMLResponse]]:
    """An endpoint for ``/<service>/components``."""

    async def endpoint(request: Request) -> HTMLResponse:
        clock = getattr(request.state, "clock", None)
        now: datetime = clock.now() if clock else datetime.now(UTC)
        return pages.render(request, "components.html", **_examples(now))

    return endpoint


def _examples(now: datetime) -> dict[str, Any]:
    today = now.astimezone(VIETNAM).date()
    return {
        "now": now,
        "days": {n: today + timedelta(days=n) for n in (-20, -6, -2, 1, 5, 12)},
        "blank": FormState(),
        "filled": FormState({"title": "Tổ tự quản thôn Lê Xá", "born": "1975-03-05", "kind": "LH-DX"}),
        "wrong": FormErrors(
            values={"title": "", "born": "31/02/2025", "kind": "", "reason": "Dập tắt đám cháy"},
            errors={
                "title": "Hãy nhập tên tập thể.",
                "born": "Nhập ngày lập thành tích theo dạng ngày/tháng/năm, ví dụ 05/03/2025.",
                "kind": "Chọn loại hình khen thưởng trong danh sách.",
                "proof": "Đính kèm bản xác nhận của công an xã, tệp PDF.",
            },
        ),
        "kinds": [("LH-CT", "Công trạng"), ("LH-DX", "Đột xuất"), ("LH-PT", "Phong trào, chuyên đề")],
        "rows": _ROWS,
        "bars": bar_svg("Số hồ sơ theo xã và loại hình", _SERIES),
        "series": [{"unit": unit, **values} for unit, values in _SERIES],
        "line": line_svg("Số ngày từ thành tích đến khen", _DAYS, unit="ngày"),
    }

"""The one navigation across the four services, and which entry the present page belongs to."""

from __future__ import annotations

from dataclasses import dataclass

ENTRIES = (
    ("Việc của tôi", "/notification/"),
    ("Đăng ký", "/registration/"),
    ("Khen thưởng", "/nomination/"),
    ("Thông báo", "/notification/inbox"),
    ("Báo cáo", "/reporting/"),
)


@dataclass(frozen=True)
class NavEntry:
    label: str
    url: str
    current: bool


def navigation(path: str) -> tuple[NavEntry, ...]:
    """The entries in their order; the one with the longest matching address is the current one."""
    matching = [url for _, url in ENTRIES if path.startswith(url)]
    current = max(matching, key=len, default="")
    return tuple(NavEntry(label, url, url == current) for label, url in ENTRIES)

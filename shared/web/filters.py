"""How dates, numbers and money read in Vietnamese: pure functions, also registered as Jinja filters."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from shared.calendar import working_days_between
from shared.clock import VIETNAM


def local_date(value: date | datetime) -> date:
    """The legal date of an instant. A ``datetime`` without a zone is refused: it has no date yet."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone before it has a date in Viet Nam")
    return value.astimezone(VIETNAM).date()


def ngay(value: date | datetime | None) -> str:
    """05/03/2025; nothing for ``None``."""
    return "" if value is None else f"{local_date(value):%d/%m/%Y}"


def gio(value: datetime | None) -> str:
    """05/03/2025 14:05, time in Asia/Ho_Chi_Minh; nothing for ``None``."""
    if value is None:
        return ""
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone before it can be shown in Viet Nam")
    return f"{value.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def so(value: float | Decimal | None, digits: int | None = None) -> str:
    """1.234.567 or 12,5: point between thousands, comma before decimals; an en dash for ``None``.

    ``digits`` fixes the number of decimals; without it trailing zeros are dropped.
    """
    if value is None:
        return "–"
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{exact:,.{digits}f}" if digits is not None else f"{exact:,f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def tien(value: float | Decimal | None) -> str:
    """2.340.000 đồng, rounded to whole đồng; an en dash for ``None``."""
    return "–" if value is None else f"{so(value, 0)} đồng"


def phan_tram(value: float | Decimal | None, digits: int = 1) -> str:
    """A ratio between 0 and 1 as 62,5%; an en dash for ``None``."""
    return "–" if value is None else f"{so(Decimal(str(value)) * 100, digits)}%"


def con_lai(due: date | datetime | None, today: date | None) -> str:
    """How long is left in working days: «còn 3 ngày làm việc», «hạn hôm nay», «quá hạn 2 ngày làm việc».

    Without a ``today`` (a page outside any service) only the date is named.
    """
    if due is None:
        return "không có hạn"
    day = local_date(due)
    if today is None:
        return f"hạn {ngay(day)}"
    if day == today:
        return "hạn hôm nay"
    left = working_days_between(today, day)
    if day < today:
        return f"quá hạn {-left} ngày làm việc" if left else "quá hạn từ ngày nghỉ"
    return f"còn {left} ngày làm việc" if left else "còn hạn đến hết ngày nghỉ"


def muc_han(due: date | datetime | None, today: date | None) -> str:
    """How urgent a due date is: ``late``, ``soon`` (two working days or fewer) or ``calm``."""
    if due is None or today is None:
        return "calm"
    day = local_date(due)
    if day < today:
        return "late"
    return "soon" if working_days_between(today, day) <= 2 else "calm"


def luc(value: date | datetime | None) -> str:
    """An instant with its time, a legal date without."""
    return gio(value) if isinstance(value, datetime) else ngay(value)


def ngay_go(value: object) -> str:
    """What stands in a date field: dates and ISO texts as dd/mm/yyyy, anything typed as it was typed."""
    if isinstance(value, date):
        return ngay(value)
    try:
        return ngay(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)


def dung_luong(size: int) -> str:
    """A file size as people say it: 812 kB, 2,4 MB."""
    return f"{so(size / 1_000_000, 1)} MB" if size >= 1_000_000 else f"{so(max(1, round(size / 1000)))} kB"

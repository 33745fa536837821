"""A list of two thousand lines is quick, and importing the law brings no terminal with it."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date

from shared.law import Law, Rating
from tests.unit.law.nominees import awards, civil_servant

ON = date(2025, 12, 1)
LINES = 2000
CPU_SECONDS_PER_LINE = 0.002


def test_two_thousand_lines_cost_less_than_two_milliseconds_each(law: Law) -> None:
    """CPU time of this process, not the clock on the wall: other programs do not count."""
    usual = civil_servant(awards=awards("TD-CN-CSTDCS", *range(2016, 2026)), ratings={2025: Rating.HTXS})
    unknown = civil_servant(ratings=None, initiatives=None, service=None, criteria={})
    lines = [("TD-CN-CSTDCS", usual), ("TD-CN-LDTT", unknown), ("KT-BK-TINH", usual), ("TD-CN-CSTDT", unknown)]
    start = time.process_time()
    checked = sum(1 for _ in law.check_many(lines * (LINES // len(lines)), received_on=ON))
    assert checked == LINES
    assert (time.process_time() - start) / LINES < CPU_SECONDS_PER_LINE


def test_a_list_is_answered_in_its_order(law: Law) -> None:
    lines = [("TD-CN-LDTT", civil_servant()), ("TD-CN-CSTDCS", civil_servant()), ("TD-CN-LDTT", civil_servant())]
    assert [each.award.code for each in law.check_many(lines, received_on=ON)] == [code for code, _ in lines]


def test_importing_the_law_loads_no_terminal_no_calendar_and_no_web() -> None:
    unwanted = ("typer", "rich", "prompt_toolkit", "click", "holidays", "fastapi", "jinja2", "motor", "aio_pika")
    code = f"import sys, shared.law.__main__; print([name for name in {unwanted!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

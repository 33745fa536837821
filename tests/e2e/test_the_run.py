"""What somebody sees who types `make demo EXIT=1 KILL=nomination`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Run


def table(output: str) -> dict[str, dict[str, str]]:
    """The lines of the table at the end by their first cell; cells stand two or more spaces apart."""
    lines = output[output.index("What was said, and what came of it") :].splitlines()[1:6]
    head, *rows = ([cell.strip() for cell in re.split(r"\s{2,}", line.strip())] for line in lines)
    return {row[0]: dict(zip(head, row, strict=True)) for row in [*rows]}


def test_demonstration_ends_well(run: Run) -> None:
    assert run.code == 0, run.output


def test_year_is_played_month_by_month_to_its_end(run: Run) -> None:
    done = re.findall(r"\] (\w+) 2025 (\d+)/(\d+)", run.output)
    assert [month for month, played, total in done if played == total] == [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]  # fmt: skip


def test_service_was_killed_in_june(run: Run) -> None:
    before, killed, after = run.output.partition("SIGKILL to nomination")
    assert killed
    assert "May 2025 1/1" in before
    assert "July 2025" in after


def test_every_service_is_in_the_table_and_nothing_was_lost_or_happened_twice(run: Run) -> None:
    rows = table(run.output)
    assert [*rows] == ["registration", "nomination", "notification", "reporting"]
    for service, row in rows.items():
        assert (row["lost"], row["duplicated"], row["parked"], row["dead letters"]) == ("0", "0", "0", "0"), service
        assert int(row["deliveries"]) >= int(row["effects"]) > 0, service


def test_it_says_where_to_look_and_who_to_sign_in_as(run: Run) -> None:
    after = run.output[run.output.index("Open ") :]
    assert re.search(r"Open +http://127\.0\.0\.1:\d+/", after)
    assert re.search(r"Mails +http://127\.0\.0\.1:\d+/mail/", after)
    assert "dq-van-phong-01" in after
    assert "Ngô Hồng Mận" in after

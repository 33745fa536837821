"""What somebody sees who types `make demo KILL=nomination`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.demonstration import Demonstration


def table(output: str) -> dict[str, dict[str, str]]:
    """The lines of the table at the end by their first cell; cells stand two or more spaces apart."""
    lines = output[output.index("What was said, and what came of it") :].splitlines()[1:6]
    head, *rows = ([cell.strip() for cell in re.split(r"\s{2,}", line.strip())] for line in lines)
    return {row[0]: dict(zip(head, row, strict=True)) for row in [*rows]}


def test_demonstration_stays_up_until_it_is_ended(played: Demonstration) -> None:
    assert played.process.poll() is None, played.text


def test_year_is_played_month_by_month_to_its_end(played: Demonstration) -> None:
    done = re.findall(r"\] (\w+) 2025 (\d+)/(\d+)", played.text)
    assert [month for month, played, total in done if played == total] == [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]  # fmt: skip


def test_service_was_killed_in_june(played: Demonstration) -> None:
    before, killed, after = played.text.partition("SIGKILL to nomination")
    assert killed
    assert re.search(r"May 2025 (\d+)/\1\b", before)
    assert "July 2025" in after


def test_every_service_is_in_the_table_and_nothing_was_lost_or_happened_twice(played: Demonstration) -> None:
    rows = table(played.text)
    assert [*rows] == ["registration", "nomination", "notification", "reporting"]
    for service, row in rows.items():
        assert (row["lost"], row["duplicated"], row["parked"], row["dead letters"]) == ("0", "0", "0", "0"), service
        assert int(row["deliveries"]) >= int(row["effects"]) > 0, service


def test_it_says_where_to_look_and_who_to_sign_in_as(played: Demonstration) -> None:
    after = played.text[played.text.index("Open ") :]
    assert re.search(r"Open +http://127\.0\.0\.1:\d+/", after)
    assert re.search(r"Mails +http://127\.0\.0\.1:\d+/mail/", after)
    assert "dq-van-phong-01" in after
    assert "Ngô Hồng Mận" in after

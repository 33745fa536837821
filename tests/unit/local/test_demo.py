"""What the launcher understands, shows and does by accident."""

from pathlib import Path

import pytest

from deploy.local.children import Child, ChildFailedError, Command
from deploy.local.demo import Accident, parse, without_password
from deploy.local.people import people, suggested
from deploy.local.screen import PlainScreen
from deploy.local.services import BOOTSTRAP_ADMIN, session_secret


def test_the_command_line_says_what_to_do() -> None:
    options = parse(["--reset", "--exit", "--kill", "nomination"])

    assert (options.reset, options.leave, options.kill) == (True, True, "nomination")
    assert options.root.name == ".local"


def test_what_cannot_be_killed_is_refused() -> None:
    with pytest.raises(SystemExit):
        parse(["--kill", "nobody"])


def test_an_address_is_shown_without_its_password() -> None:
    assert without_password("amqp://user:secret@broker:5672/town") == "amqp://broker:5672/town"
    assert without_password("mongodb://one,two/?replicaSet=rs0") == "mongodb://one,two/?replicaSet=rs0"


def test_everybody_suggested_has_another_view_of_the_year() -> None:
    subjects = [person.subject for person in suggested()]

    assert len(subjects) == len(set(subjects)) == 7
    assert BOOTSTRAP_ADMIN in subjects
    assert {person.subject for person in people()} >= set(subjects)


def test_plain_lines_show_the_beginning_and_the_end_of_a_step(capsys: pytest.CaptureFixture[str]) -> None:
    shown = PlainScreen()
    for done in range(4):
        shown.progress("Tháng 3", done, 3)

    lines = capsys.readouterr().out.splitlines()
    assert [line.split("s] ")[1] for line in lines] == ["Tháng 3 0/3", "Tháng 3 3/3"]


def test_a_table_of_plain_lines_is_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    PlainScreen().table("Sổ", ("service", "lost"), (("registration", "0"), ("reporting", "12")))

    assert capsys.readouterr().out.splitlines()[1:] == [
        "Sổ",
        "service       lost",
        "registration     0",
        "reporting       12",
    ]


def test_the_session_secret_stays_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    secret = session_secret(file)

    assert session_secret(file) == secret
    assert len(secret) >= 32
    assert file.stat().st_mode & 0o077 == 0


async def test_an_accident_happens_once_and_is_over_when_the_child_is_back(tmp_path: Path) -> None:
    child = Child(Command(name="steady", argv=["sleep", "60"]), log_dir=tmp_path, restart_crashed=True)
    await child.start()
    accident = Accident("steady", child, PlainScreen())
    assert await accident.over() is False, "nothing has happened yet"

    accident()
    accident()

    assert await accident.over() is True
    assert (child.running, child.restarts) == (True, 1)
    await child.stop()


async def test_a_child_that_does_not_become_ready_shows_its_log(tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    ends = Child(Command(name="ends", argv=["sh", "-c", "echo no such licence; exit 1"], probe=never), log_dir=tmp_path)
    hangs = Child(
        Command(name="hangs", argv=["sh", "-c", "echo thinking; sleep 60"], probe=never, ready_within=0.5),
        log_dir=tmp_path,
    )

    with pytest.raises(ChildFailedError, match=r"(?s)ended at once.*no such licence"):
        await ends.start()
    with pytest.raises(ChildFailedError, match=r"(?s)not ready after 0 s.*thinking"):
        await hangs.start()
    assert not ends.running
    assert not hangs.running

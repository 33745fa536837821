"""However the launcher ends, nothing that it started is left."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local.keeper import descendants

LAUNCHER = Path(__file__).with_name("launcher.py")
KEEPER = Path(__file__).parents[3] / "deploy" / "local" / "keeper.py"


def alive(pid: int) -> bool:
    """Whether a process is there and not merely unburied."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def speaking_of(root: Path) -> list[str]:
    """Command lines and environments of all processes that name the folder, this one left out."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid() and alive(int(entry.name)):
            try:
                text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if str(root).encode() in text:
                found.append((entry / "cmdline").read_text().replace("\0", " "))
    return found


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    deadline = time.monotonic() + seconds
    while (left := [pid for pid in pids if alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


@contextmanager
def launched(root: Path) -> Iterator[subprocess.Popen[str]]:
    """The launcher, up with everything."""
    environment = os.environ | {"PYTHONPATH": str(LAUNCHER.parents[3])}
    with subprocess.Popen(
        [sys.executable, str(LAUNCHER), str(root)], stdout=subprocess.PIPE, text=True, env=environment
    ) as launcher:
        try:
            assert launcher.stdout
            assert launcher.stdout.readline() == "up\n"
            yield launcher
        finally:
            launcher.kill()


def whole_family(launcher: subprocess.Popen[str]) -> list[int]:
    """The processes that the launcher has started, none of its parts missing."""
    family = descendants(launcher.pid)
    names = " ".join(Path(f"/proc/{pid}/cmdline").read_text() for pid in family)
    assert all(name in names for name in ("beam.smp", "epmd", "secantusd", "oidc_provider_mock", "mailsink"))
    assert all(name in names for name in ("gateway", "registration", "nomination", "notification", "reporting"))
    return family


def test_no_process_outlives_a_launcher_that_was_interrupted(tmp_path: Path) -> None:
    with launched(tmp_path) as launcher:
        family = whole_family(launcher)
        launcher.send_signal(signal.SIGINT)
        launcher.wait(30)
        assert wait_until_gone(family, 20) == []
        assert speaking_of(tmp_path) == []


@pytest.mark.long
def test_no_process_outlives_a_killed_launcher_and_the_next_start_waits_for_their_end(tmp_path: Path) -> None:
    with launched(tmp_path) as first:
        killed = whole_family(first)
        first.kill()
        with launched(tmp_path) as second:
            assert wait_until_gone(killed, 0) == []
            ended = whole_family(second)
            second.terminate()
            second.wait(30)
    assert wait_until_gone(ended, 20) == []
    assert speaking_of(tmp_path) == []


def keep(*command: str, grace: str = "5") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(KEEPER), grace, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_a_keeper_ends_with_the_exit_code_of_its_child() -> None:
    with keep("sh", "-c", "exit 7") as keeper:
        assert keeper.wait(10) == 7
    with keep("sh", "-c", "kill -9 $$") as keeper:
        assert keeper.wait(10) == 128 + 9
    with keep("/does/not/exist") as keeper:
        assert keeper.wait(10) == 127


def test_a_keeper_kills_a_daemon_that_left_the_family() -> None:
    daemon = (
        "import os\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nimport time; time.sleep(600)"
    )
    with keep("sh", "-c", f"{sys.executable} -c '{daemon}'; sleep 600") as keeper:
        deadline = time.monotonic() + 10
        while len(family := descendants(keeper.pid)) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(family) == 3, "shell, sleep, daemon"
        assert keeper.stdin
        keeper.stdin.close()
        keeper.wait(10)
        assert wait_until_gone(family, 5) == []


def test_a_child_that_ignores_sigterm_is_killed_after_the_grace() -> None:
    with keep("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done", grace="0.5") as keeper:
        assert keeper.stdout
        assert keeper.stdin
        keeper.stdout.readline()
        began = time.monotonic()
        keeper.stdin.write(b"q")
        keeper.stdin.flush()
        keeper.wait(10)
        assert 0.4 < time.monotonic() - began < 3


def test_a_killed_keeper_takes_its_child_with_it() -> None:
    with keep("sleep", "600") as keeper:
        deadline = time.monotonic() + 10
        while not (family := descendants(keeper.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        keeper.kill()
        assert wait_until_gone(family, 5) == []


async def test_the_event_loop_is_not_held_up_while_a_child_ends(tmp_path: Path) -> None:
    from deploy.local.children import Child, Command

    async def deaf() -> bool:
        return "deaf" in child.tail()

    stubborn = ["sh", "-c", "trap '' TERM; echo deaf; sleep 600"]
    child = Child(Command(name="stubborn", argv=stubborn, probe=deaf, grace=0.5), log_dir=tmp_path)
    await child.start()
    stopping = asyncio.create_task(child.stop())
    ticks = 0
    while not stopping.done():
        await asyncio.sleep(0.05)
        ticks += 1
    assert ticks > 4

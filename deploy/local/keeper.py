"""Keeps one child process, and everything that child ever starts, no longer than its launcher lives.

Run as ``python -I -S keeper.py GRACE_SECONDS COMMAND…`` with a pipe as standard input, whose other end only
the launcher holds. What comes through the pipe:

``k``   kill everything at once, as a crash would
``q``   ask the child to stop (SIGTERM), kill what is left after the grace
(end)   the launcher is gone, however it went: the same as ``q``

A process group or PR_SET_PDEATHSIG alone would not do: Erlang's helpers and its port mapper leave both the
group and the family. A *subreaper* inherits such orphans, so its descendants are always the whole truth.
The keeper ends with the exit code of its child. Only the standard library is used, so that it starts in
a few milliseconds.
"""

import ctypes
import os
import select
import signal
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

_libc = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: int) -> None:
    """Call prctl(2).

    Raises:
        OSError: the kernel refused.
    """
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def descendants(ancestor: int) -> list[int]:
    """Process ids of everything below `ancestor`, zombies left out, nearest first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The name in parentheses may hold spaces and parentheses itself: cut after the last one.
            state, parent = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue  # it ended while we looked
        if state != "Z":
            children.setdefault(int(parent), []).append(int(entry.name))
    found: list[int] = []
    layer = [ancestor]
    while layer:
        layer = [child for parent in layer for child in children.get(parent, [])]
        found += layer
    return found


def start(command: list[str]) -> int:
    """Start `command` in a session of its own; it is killed should the keeper itself be killed."""
    keeper = os.getpid()
    # A signal for the child that comes before it is itself has to wait, or our own handler would swallow it.
    asked_to_end = {signal.SIGINT, signal.SIGHUP, signal.SIGTERM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, asked_to_end)
    child = os.fork()
    if child:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return child
    try:
        os.setsid()
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != keeper:
            os._exit(1)
        for number in (*asked_to_end, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))  # the launcher's lock is for the keeper alone
        os.execvp(command[0], command)  # noqa: S606 - the whole purpose of this file
    except OSError as error:
        os.write(2, f"{command[0]}: {error}\n".encode())
    finally:
        os._exit(127)


class Keeper:
    """One child with its descendants, and the way to end them all."""

    def __init__(self, command: list[str], grace: float) -> None:
        self.grace = grace
        self.exit_code: int | None = None
        self.child = start(command)

    def reap(self) -> None:
        """Collect whatever has ended, the child and inherited orphans alike."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self.child:
                self.exit_code = os.waitstatus_to_exitcode(status)

    def stop(self) -> None:
        """Ask, wait for the grace, then kill."""
        if self.exit_code is None:
            os.kill(self.child, signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        while self.exit_code is None and time.monotonic() < deadline:
            time.sleep(0.01)
            self.reap()
        self.kill()

    def kill(self) -> None:
        """Kill until nothing is left; a process that forks meanwhile is caught in the next round."""
        while left := descendants(os.getpid()):
            for pid in left:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            time.sleep(0.005)
            self.reap()
        self.reap()


def keep(command: list[str], grace: float) -> int:
    """Run `command` until it ends or the launcher says or shows that it should; return its exit code."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    terminated: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: terminated.append(1))
    for ignored in (signal.SIGINT, signal.SIGHUP):  # Ctrl-C is for the launcher, which ends us in order
        signal.signal(ignored, signal.SIG_IGN)

    keeper = Keeper(command, grace)
    while keeper.exit_code is None:
        readable, _, _ = select.select([0, wake_read], [], [])
        if wake_read in readable:
            os.read(wake_read, 4096)
            keeper.reap()
        if 0 in readable or terminated:
            order = b"q" if terminated else os.read(0, 1)
            keeper.kill() if order == b"k" else keeper.stop()
    keeper.kill()
    return keeper.exit_code


if __name__ == "__main__":
    code = keep(sys.argv[2:], float(sys.argv[1]))
    sys.exit(code if code >= 0 else 128 - code)

"""``python3 deploy/local/setup.py demo|test|check|bench|lock|clean``: install what is missing.

Runs on the system's Python with nothing but the standard library, since it comes before everything else.
Debian packages and Python packages are installed at the same time. What is up to date is not touched, so that
a second run takes no time.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / ".local" / "log"
TOOLS, VENV, EMBEDDED = ROOT / ".venv-tools", ROOT / ".venv", ROOT / ".venv-embedded"
RIVALS = ROOT / ".venv-bench"
OLDEST_PYTHON = (3, 11)
ONE_APT_AT_A_TIME = threading.Lock()

BROKER = {"rabbitmq-server": "/usr/lib/rabbitmq/bin/rabbitmq-server"}
FONTS = {
    "fonts-croscore": "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "fonts-noto-core": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
}
BROWSER = {"chromium": "chromium"}
PROMTOOL = {"prometheus": "promtool"}
NODE = {"nodejs": "node", "npm": "npm"}

NEEDS: dict[str, tuple[str, bool, dict[str, str]]] = {
    "demo": ("requirements-demo.lock", True, BROKER | FONTS),
    "test": ("requirements-dev.lock", True, BROKER | FONTS | BROWSER | PROMTOOL | NODE),
    "check": ("requirements-dev.lock", False, PROMTOOL),
    "bench": ("requirements-demo.lock", True, BROKER),
}
"""Per purpose: the lock file, whether the embedded store is needed, and the Debian packages, each with a program
or a file that shows that it is there."""


class SetupError(Exception):
    """Something is missing that cannot be installed here; the message says what to type."""


def say(text: str) -> None:
    """Tell the user."""
    print(f"set-up: {text}", flush=True)


def run(log_name: str, *command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command quietly.

    Raises:
        SetupError: it failed; the message carries the end of its output.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"setup-{log_name}.log"
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        done = subprocess.run(
            [str(word) for word in command],
            cwd=ROOT,
            env=os.environ | (env or {}),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            check=False,
        )
    if done.returncode:
        end = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise SetupError(f"{command[0]} failed ({log}):\n{end}")


@contextmanager
def no_services_started() -> Iterator[None]:
    """Forbid that a package starts its service while it is installed: Debian asks policy-rc.d, 101 means no."""
    policy = Path("/usr/sbin/policy-rc.d")
    kept = policy.with_name("policy-rc.d.before-thidua")
    ours = "#!/bin/sh\n# thidua: start no service while packages are installed\nexit 101\n"
    if policy.exists() and policy.read_text(errors="replace") != ours:
        policy.rename(kept)
    policy.write_text(ours)
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)
        if kept.exists():
            kept.rename(policy)


def is_there(shown_by: str) -> bool:
    """Whether a program is on the path, or a file exists."""
    return Path(shown_by).exists() if shown_by.startswith("/") else shutil.which(shown_by) is not None


def install_debian(packages: list[str]) -> None:
    """apt-get install, without recommended packages, questions or started services.

    Raises:
        SetupError: no apt here, or not root.
    """
    by_hand = f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise SetupError(f"please install {', '.join(packages)}; on Debian: {by_hand}")
    if os.geteuid() != 0:
        raise SetupError(f"missing and only root can install it; type: {by_hand}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_MODE": "l"}
    patient = ("-o", "DPkg::Lock::Timeout=120")
    install = ("apt-get", "install", "-y", "-q", "--no-install-recommends", *patient, *packages)
    with ONE_APT_AT_A_TIME, no_services_started():
        say(f"installing {', '.join(packages)}")
        try:
            run("apt", *install, env=quiet)
        except SetupError:  # no package lists yet, or too old ones
            run("apt", "apt-get", "update", "-q", env=quiet)
            run("apt", *install, env=quiet)


def new_environment(folder: Path) -> None:
    """A fresh virtual environment with pip.

    Raises:
        SetupError: Debian's python3-venv is missing and cannot be installed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        run("python", sys.executable, "-m", "venv", folder)
    except SetupError:
        if Path("/etc/debian_version").exists():
            install_debian(["python3-venv"])
        run("python", sys.executable, "-m", "venv", "--clear", folder)


def fingerprint(lock: Path) -> str:
    """Changes when the lock file or the Python does."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode() + sys.executable.encode()).hexdigest()


def stamp(folder: Path) -> dict[str, str]:
    """What was last installed into an environment: lock file name and fingerprint."""
    file = folder / "thidua-stamp.json"
    return dict(json.loads(file.read_text())) if file.exists() else {}


def is_current(folder: Path, lock: Path) -> bool:
    """Whether an environment holds exactly what the lock file says."""
    return stamp(folder) == {"lock": lock.name, "fingerprint": fingerprint(lock)}


def tools() -> Path:
    """The uv program, installed with pip from its own lock file."""
    lock, uv = ROOT / "requirements-bootstrap.lock", TOOLS / "bin" / "uv"
    if not is_current(TOOLS, lock):
        new_environment(TOOLS)
        run("python", TOOLS / "bin/python", "-m", "pip", "install", "-q", "--require-hashes", "-r", lock)
        write_stamp(TOOLS, lock)
    return uv


def write_stamp(folder: Path, lock: Path) -> None:
    """Remember what was installed."""
    content = {"lock": lock.name, "fingerprint": fingerprint(lock)}
    (folder / "thidua-stamp.json").write_text(json.dumps(content) + "\n")


def sync(folder: Path, lock: Path) -> None:
    """Make an environment hold what the lock file says, every file checked against its hash."""
    if is_current(folder, lock):
        return
    uv = tools()
    say(f"installing the packages of {lock.name}")
    for stale in folder.glob("thidua-*stamp*"):
        stale.unlink()
    if not (folder / "bin" / "python").exists():
        run("python", uv, "venv", "--quiet", "--python", sys.executable, folder)
    python = folder / "bin" / "python"
    try:
        run("python", uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, lock, env=index_of_pip())
    except SetupError:  # pip may know a way to the packages (certificates, proxies) that uv does not
        pip = (TOOLS / "bin" / "python", "-m", "pip", "--python", python)
        run("python", *pip, "install", "-q", "--require-hashes", "-r", lock)
    write_stamp(folder, lock)


def index_of_pip() -> dict[str, str]:
    """Where pip was told to find packages, told to uv, which does not read pip's settings."""
    done = subprocess.run(
        [TOOLS / "bin" / "python", "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    index = os.environ.get("PIP_INDEX_URL") or done.stdout.strip()
    return {"UV_DEFAULT_INDEX": index} if index and "UV_DEFAULT_INDEX" not in os.environ else {}


def install_python(lock_name: str, embedded: bool) -> None:
    """The product's environment and the embedded store's."""
    lock = ROOT / lock_name
    everything = ROOT / "requirements-dev.lock"
    if stamp(VENV).get("lock") == everything.name:  # never take the tests' packages away again
        lock = everything
    sync(VENV, lock)
    if embedded:
        sync(EMBEDDED, ROOT / "requirements-embedded.lock")


def install_kustomize() -> None:
    """Kustomize as a library, where the program is not: Debian's own is too old. Checks say so if it is missing."""
    done = VENV / "thidua-kustomize-stamp"
    if done.exists() or shutil.which("kustomize") or shutil.which("kubectl"):
        return
    pip = (TOOLS / "bin" / "python", "-m", "pip", "--python", VENV / "bin" / "python", "install", "-q", "--no-deps")
    pinned = ROOT / "deploy" / "checks" / "requirements-kustomize.txt"
    try:
        run("python", *pip, "--require-hashes", "--ignore-requires-python", "-r", pinned)
    except SetupError as error:
        say(f"kustomize cannot be installed here: {error}")
    else:
        done.touch()


def install_static_files() -> None:
    """Fonts and scripts that the pages are served with; without them pages are plainer, so this never fails."""
    recipe, folder = ROOT / "shared" / "web" / "vendor.lock.json", ROOT / "shared" / "web" / "static" / "vendor"
    done = folder / "thidua-stamp"
    version = hashlib.sha256(recipe.read_bytes()).hexdigest()
    if done.exists() and done.read_text() == version:
        return
    say("fetching fonts and scripts of the pages")
    path = f"{TOOLS / 'bin'}:{os.environ['PATH']}"  # where a pip is, should there be no npm
    run("vendor", VENV / "bin" / "python", "-m", "shared.web.vendor", env={"PATH": path})
    report = (LOGS / "setup-vendor.log").read_text(errors="replace").splitlines()[-1]
    if "Not fetched" in report:
        say(report)
    else:
        done.write_text(version)


def install_node_modules() -> None:
    """The checkers that exist only for Node: the AsyncAPI parser and axe-core."""
    folder = ROOT / "tests" / "node"
    lock, done = folder / "package-lock.json", folder / "node_modules" / "thidua-stamp"
    version = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not (done.exists() and done.read_text() == version):
        say("installing the checkers for Node")
        run("node", "npm", "ci", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts")
        done.write_text(version)


@contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in this folder."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def at_once(*jobs: Callable[[], None]) -> None:
    """Do all jobs at the same time.

    Raises:
        SetupError: of the jobs that failed, joined.
    """
    failures: list[str] = []

    def guarded(job: Callable[[], None]) -> None:
        try:
            job()
        except SetupError as error:
            failures.append(str(error))

    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SetupError("\n".join(failures))


def prepare(purpose: str) -> None:
    """Install what `purpose` needs.

    Raises:
        SetupError: something is missing that cannot be installed here.
    """
    lock, embedded, packages = NEEDS[purpose]
    if os.environ.get("AMQP_URL"):
        packages = {name: shown_by for name, shown_by in packages.items() if name not in BROKER}
    if os.environ.get("MONGO_URL"):
        embedded = False
    missing = [name for name, shown_by in packages.items() if not is_there(shown_by)]
    at_once(
        lambda: install_python(lock, embedded),
        lambda: install_debian(missing) if missing else None,
    )
    if purpose == "bench":
        sync(RIVALS, ROOT / "requirements-bench.lock")
    install_static_files()
    if lock == "requirements-dev.lock":
        install_kustomize()
    if "npm" in packages:
        install_node_modules()


def compile_locks() -> None:
    """Resolve the .in files into lock files with hashes and without the address of any index."""
    uv = tools()

    def resolve(name: str, *sources: str, within: str | None = None) -> None:
        say(f"resolving {name}.lock")
        constraints = ("-c", f"{within}.lock") if within else ()
        run(
            "lock",
            *(uv, "pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version", "3.11"),
            *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
            *(f"{source}.in" for source in sources),
            *constraints,
            *("-o", f"{name}.lock"),
            env=index_of_pip(),
        )

    run_time, demo, dev = "requirements", "requirements-demo", "requirements-dev"
    resolve(run_time, run_time)
    resolve(demo, run_time, demo, within=run_time)
    resolve(dev, run_time, demo, dev, within=demo)
    for by_itself in ("requirements-embedded", "requirements-bootstrap", "requirements-bench"):
        resolve(by_itself, by_itself)


def clean() -> None:
    """Remove everything that was installed or recorded in this folder.

    Raises:
        SetupError: the demonstration is running.
    """
    data = ROOT / ".local"
    if (data / "lock").exists():
        with (data / "lock").open("r+") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SetupError("the demonstration is running; end it first (Ctrl-C in its terminal)") from None
    caches = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache")
    for folder in (VENV, EMBEDDED, RIVALS, TOOLS, data, *(ROOT / name for name in caches)):
        shutil.rmtree(folder, ignore_errors=True)


def main(purpose: str) -> int:
    """Do it; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        say(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; type: make PYTHON=/path/to/python3.11 …")
        return 1
    since = time.monotonic()
    try:
        if purpose == "clean":
            clean()
            return 0
        with alone():
            compile_locks() if purpose == "lock" else prepare(purpose)
    except SetupError as error:
        say(str(error))
        return 1
    if time.monotonic() - since > 1.5:
        say(f"ready after {time.monotonic() - since:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

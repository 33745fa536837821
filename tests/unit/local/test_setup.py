"""Set-up tells apart what is current, and never starts a service while it installs one."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local import setup

ROOT = Path(setup.__file__).resolve().parents[2]


def test_an_environment_is_current_until_its_lock_changes(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1\n")
    assert not setup.is_current(tmp_path, lock)

    setup.write_stamp(tmp_path, lock)
    assert setup.is_current(tmp_path, lock)

    lock.write_text("one==2\n")
    assert not setup.is_current(tmp_path, lock)


def test_missing_packages_without_root_are_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(setup.SetupError) as told:
        setup.install_debian(["rabbitmq-server"])

    assert str(told.value) == (
        "missing and only root can install it; type: sudo apt-get install --no-install-recommends rabbitmq-server"
    )


def test_all_failures_of_simultaneous_jobs_are_told() -> None:
    def fail(text: str) -> None:
        raise setup.SetupError(text)

    with pytest.raises(setup.SetupError) as told:
        setup.at_once(lambda: fail("one"), lambda: None, lambda: fail("two"))

    assert sorted(str(told.value).splitlines()) == ["one", "two"]


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_every_locked_package_has_a_hash_and_no_index_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text()
    entries = [block for block in text.replace("\\\n", "").splitlines() if block and not block.lstrip().startswith("#")]

    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "index-url" not in text


def test_the_product_cannot_import_the_embedded_store() -> None:
    for lock in ("requirements.lock", "requirements-demo.lock", "requirements-dev.lock"):
        assert "secantus" not in (ROOT / lock).read_text()


def test_setup_runs_on_the_standard_library_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({setup.__file__!r})"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0

"""No folder of tests is forgotten when they are run in groups."""

from __future__ import annotations

from deploy.local.tests import FAULTS, GROUPS, ROOT


def test_every_test_belongs_to_one_group() -> None:
    files = {path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py") if "bench" not in path.parts}
    chosen = [file for file in files for folders in GROUPS.values() for one in folders if file.is_relative_to(one)]
    assert sorted(chosen) == sorted(file for file in files if "node_modules" not in file.parts)


def test_every_fault_belongs_to_one_third_of_them() -> None:
    chosen = [one for third in FAULTS.values() for one in third if one.startswith("tests/faults/")]
    assert sorted(chosen) == sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests/faults").rglob("test_*.py"))

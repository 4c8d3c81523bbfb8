"""Tests that leave themselves out fail under the plugin that `make test` loads."""

import subprocess
import sys

from tests.structure.sources import ROOT


def run(folder, *options):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.no_skips",
        *options,
        "-c",
        "/dev/null",
        str(folder),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def test_tests_that_leave_themselves_out_fail_with_their_reason(plant):
    leave = "sk" + "ip"
    folder = plant(
        {
            "test_a.py": f"""\
                import pytest
                def test_runs(): pass
                def test_asks_for_more(): pytest.{leave}("no browser here")
                @pytest.mark.{leave}(reason="too slow")
                def test_marked(): pass
                @pytest.mark.xf{"ail"}(reason="known")
                def test_expected(): assert False
                """,
            "test_b.py": f"import pytest\npytest.{leave}('no server here', allow_module_level=True)\n",
        }
    )
    said = run(folder, "-n1")
    assert "2 failed, 1 passed, 2 errors" in said
    assert all(reason in said for reason in ("no browser here", "too slow", "no server here"))
    assert "2 failed, 1 passed, 1 error" in run(folder / "test_a.py", "-n0")
    assert "no server here" in run(folder, "-n0")

"""
A pytest plugin under which a test that was not run is a test that failed.

A browser or a server that is missing would otherwise turn a part of the suite off without anybody noticing.
`make test` loads it with ``-p tests.no_skips``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
REASON = "Nothing may be left out here, and this was: "


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the report of a skipped or expectedly failing test into that of a failed one."""
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that skips itself."""
    return _failed_if_skipped((yield))


def _failed_if_skipped(report: Report) -> Report:
    if report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = REASON + (
            report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        )
        vars(report).pop("wasxfail", None)
    return report

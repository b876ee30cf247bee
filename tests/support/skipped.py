"""Says loudly, at the end, what was not tested and what would cure it; where CI=true, that fails the run."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest

MAY_LACK = "machine"
CURES_IN_CI = "CI must have this: .ci/run installs it"


class Skipped:
    """What was skipped in this run, by its reason."""

    def __init__(self) -> None:
        self.reasons: Counter[str] = Counter()
        self.allowed: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._count(report.longrepr, allowed=MAY_LACK in report.keywords)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._count(report.longrepr, allowed=False)

    def _count(self, why: Any, *, allowed: bool) -> None:
        reason = str(why[2] if isinstance(why, tuple) else why).removeprefix("Skipped: ")
        self.reasons[reason] += 1
        if allowed:
            self.allowed.add(reason)

    @property
    def missed_in_ci(self) -> list[str]:
        """What a run of CI may not do without."""
        if os.environ.get("CI") != "true":
            return []
        return [reason for reason in self.reasons if reason not in self.allowed]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.missed_in_ci and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self.reasons:
            return
        terminalreporter.section("NOT TESTED HERE, AND THE CURE", sep="!", red=True, bold=True)
        for reason, count in self.reasons.most_common():
            tests = "test" if count == 1 else "tests"
            terminalreporter.write_line(f"{count} {tests}: {reason}", red=True)
            if reason in self.missed_in_ci:
                terminalreporter.write_line(f"    {CURES_IN_CI}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # a worker of xdist reports to the one that counts
        config.pluginmanager.register(Skipped(), "skipped")

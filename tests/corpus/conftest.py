"""Prints how the corpus fared, a line for each folder it comes from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Count the results of tests/corpus by module and by the first folder in a test's parameter."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            match = re.match(r"tests/corpus/test_(\w+)\.py::\w+(?:\[([^/\]]+))?", report.nodeid)
            if match:
                rows[f"{match[1]} {match[2] or ''}".strip()][outcome] += 1
    if any(row["passed"] or row["failed"] for row in rows.values()):
        terminalreporter.write_sep("-", "corpus")
        for name, row in sorted(rows.items()):
            counts = ", ".join(
                f"{row[outcome]} {outcome}" for outcome in ("passed", "failed", "skipped") if row[outcome]
            )
            terminalreporter.write_line(f"{name:30} {counts}")

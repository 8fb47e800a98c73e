"""What holds for all tests: none reads or leaves anything in the user's cache, and none inherits another's options."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archaeo import core
from archaeo.cli import terminal


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands remember nothing."""
    monkeypatch.setenv("ARCHAEO_CACHE", "")


@pytest.fixture(autouse=True)
def plain_manner() -> Iterator[None]:
    """Undo what the options of a command set for the whole process."""
    yield
    terminal.manner.__dict__.update(terminal.Manner().__dict__)


@pytest.fixture
def plain_core() -> None:
    """For tests that step in between functions of the core, which compiled code calls without asking anybody."""
    if not core.FINDER.why_not():
        pytest.skip(f"steps in between functions that are compiled here; {core.PLAIN}=1 runs it")

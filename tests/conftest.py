"""What holds for all tests: none of them reads or leaves anything in the user's cache."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands remember nothing."""
    monkeypatch.setenv("ARCHAEO_CACHE", "")

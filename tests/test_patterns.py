"""No regular expression of ours takes time that doubles with every letter: a damaged line must not stop a reader."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import archaeo

# what a nested repetition may be caught on, repeated behind what leads up to it
_REPEATED = (
    "a",
    "A",
    "1",
    " ",
    "-",
    ".",
    "_",
    "/",
    "=",
    ":",
    ",",
    "a ",
    "1.",
    "a.",
    "a-",
    "a/",
    "a,",
    ", a",
    "x1",
    "a=",
    "- ",
    "é",
)
_BEFORE = (
    "",
    "1.1",
    "v1.0 ",
    "2001-01-01 ",
    "<",
    "(",
    "* ",
    "a",
    "a:",
    " ",
    "# ",
    "a (",
    '"',
    "use ",
    "[",
    "a=",
    "- ",
    "/*",
)
_END = "\x01"
_LENGTHS = (16, 23)
_LONGEST = 0.3
"""Seconds for some 20 letters: a repetition in a repetition doubles with each, others take far less."""


def _patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    for found in pkgutil.walk_packages(archaeo.__path__, "archaeo."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            values = value if isinstance(value, (list, tuple)) else [value]
            for inner in values:
                for one in inner if isinstance(inner, tuple) else [inner]:
                    if isinstance(one, re.Pattern):
                        yield f"{module.__name__}.{name}", one


def _repeats_a_group(pattern: re.Pattern[str] | re.Pattern[bytes]) -> bool:
    """Whether a repetition can stand in a repetition; a third of the patterns, and only they can run away."""
    text = pattern.pattern.decode() if isinstance(pattern.pattern, bytes) else pattern.pattern
    return re.search(r"\)[*+{]", text) is not None


def _seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    start = time.process_time()
    pattern.search(subject)  # type: ignore[arg-type]
    return time.process_time() - start


def _runs_away(pattern: re.Pattern[str] | re.Pattern[bytes]) -> str | None:
    """Give the text that a pattern takes too long for, or None."""
    for repeated in _REPEATED:
        for before in _BEFORE:
            for length in _LENGTHS:
                text = before + repeated * length + _END
                if _seconds(pattern, text) > _LONGEST:
                    return text
    return None


def test_no_pattern_runs_away():
    patterns = dict({(p.pattern, p.flags): (name, p) for name, p in _patterns() if _repeats_a_group(p)}.values())
    assert len(patterns) > 50
    found = {name: text for name, pattern in patterns.items() if (text := _runs_away(pattern)) is not None}
    assert found == {}


_BLANK = ("\n", " ", "\t", "\n ", " \n")
_MANY = 30_000
_LONGEST_OF_MANY = 0.6
"""Seconds; a pattern that begins anew at each of the blanks, and goes on to the last, takes more than one."""


def _slow_over_blanks(pattern: re.Pattern[str] | re.Pattern[bytes]) -> str | None:
    """Give the blanks that a pattern takes too long for, or None."""
    for blank in _BLANK:
        if _seconds(pattern, blank * (_MANY // len(blank)) + _END) > _LONGEST_OF_MANY:
            return blank
    return None


def test_no_pattern_of_lines_goes_through_empty_lines_again_from_each():
    patterns = dict({(p.pattern, p.flags): (name, p) for name, p in _patterns() if p.flags & re.M}.values())
    assert len(patterns) > 100
    found = {name: blank for name, pattern in patterns.items() if (blank := _slow_over_blanks(pattern)) is not None}
    assert found == {}


def test_a_pattern_that_goes_through_empty_lines_again_is_caught():
    assert _slow_over_blanks(re.compile(r"^\s*use\b", re.M)) is not None


def test_a_nested_repetition_is_caught():
    assert _runs_away(re.compile(r"(?:-?[a-z]+)*$")) is not None

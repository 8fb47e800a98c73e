"""The plain matcher, to which archaeo/git/delta.py is held: each line of the new text is looked up in the old."""

from __future__ import annotations

from archaeo.git.delta import copy, header, insert

_WORTH_COPYING = 12


def make(base: bytes, target: bytes) -> bytes:
    """Give a delta that makes the target of the base."""
    head = _common(base, target)
    rest, base_rest = target[head:], base[head:]
    tail = _common(rest[::-1], base_rest[::-1])
    parts = [header(len(base), len(target))]
    if head:
        parts.append(copy(0, head))
    middle = target[head : len(target) - tail]
    if middle:
        _match_lines(base[head : len(base) - tail], middle, head, parts)
    if tail:
        parts.append(copy(len(base) - tail, tail))
    return b"".join(parts)


def _common(a: bytes, b: bytes) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _match_lines(old: bytes, new: bytes, shift: int, parts: list[bytes]) -> None:
    """Append instructions that make the new lines of runs of old ones; ``shift`` is where old begins in the base."""
    old_lines = old.split(b"\n")
    new_lines = new.split(b"\n")
    places: dict[bytes, int] = {}
    starts = []
    at = 0
    for number, line in enumerate(old_lines):
        starts.append(at)
        at += len(line) + 1
        places.setdefault(line, number)
    starts.append(at)
    last_old, last_new = len(old_lines) - 1, len(new_lines) - 1
    pending: list[bytes] = []
    get = places.get
    number = expected = 0
    while number <= last_new:
        line = new_lines[number]
        # the line that follows the last match is the likeliest, wherever else it occurs
        if expected <= last_old and old_lines[expected] == line:
            found: int | None = expected
        else:
            found = get(line)
        if found is None:
            pending.append(line)
            number += 1
            continue
        run = 1
        while (
            number + run <= last_new and found + run <= last_old and new_lines[number + run] == old_lines[found + run]
        ):
            run += 1
        # the last line of either side has no line end of its own, so a run may not count one in
        whole = starts[found + run] - starts[found]
        if found + run > last_old or number + run > last_new:
            whole -= 1
        if whole < _WORTH_COPYING:
            pending.extend(new_lines[number : number + run])
        else:
            if pending:
                parts.append(insert(b"\n".join(pending) + b"\n"))
                pending = []
            parts.append(copy(shift + starts[found], whole))
            if found + run > last_old and number + run <= last_new:
                # copied without the line end that the new text has there
                parts.append(insert(b"\n"))
        number += run
        expected = found + run
    if pending:
        parts.append(insert(b"\n".join(pending)))

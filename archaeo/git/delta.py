"""Makes git deltas against a base that is known to be a good one.

A general delta routine searches; here the base is the file's own predecessor, so most of the text is a common head and
tail, found by comparing slices, and only the middle is matched. On the histories measured the result is within a fifth
of what `git repack` finds by searching, at a small part of its cost; docs/performance.md has the figures. The line by
line matcher that this one is tested against, and must not be larger than, is tests/git/plain_delta.py.

Source of the format: git, Documentation/gitformat-pack, "Deltified representation".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

_LONGEST_COPY = 0xFFFFFF
_WORTH_COPYING = 12  # a copy instruction takes up to 7 bytes, and interrupts an insertion
# so much of a line, and of those that follow, is looked for this far ahead; doubling the reach costs a tenth more time
_ANCHOR, _NEAR = 32, 1024
# lines of a text that were not found near, before all lines are put into a dict
_PATIENCE = 16


def make(base: bytes, target: bytes, limit: int) -> bytes | None:
    """Give a delta that makes the target of the base; None when it would be longer than the limit (bytes)."""
    base_size, size = len(base), len(target)
    shorter = min(base_size, size)
    head = _common_head(base, 0, target, 0, shorter)
    tail = _common_tail(base, base_size, target, size, shorter - head)
    parts = [header(base_size, size)]
    if head:
        parts.append(copy(0, head))
    stop, base_stop = size - tail, base_size - tail
    if stop - head < _WORTH_COPYING or base_stop - head < _WORTH_COPYING:
        parts.append(insert(target[head:stop]))
    else:
        _match(base, base_stop, target, stop, head, parts)
    if tail:
        parts.append(copy(base_stop, tail))
    delta = b"".join(parts)
    return delta if len(delta) <= limit else None


def of_pieces(base_size: int, target: bytes, pieces: Sequence[tuple[int, int]], limit: int) -> bytes | None:
    """Give the delta of a text of which is known what of the base it consists of; None when longer than the limit.

    Args:
        pieces: (offset in the base, length), in order; -1 as offset of a piece that is not of the base.
    """
    parts = [header(base_size, len(target))]
    at = done = 0  # of the target: by the pieces, by the instructions
    start = stop = -1  # the copy that is growing, in the base
    for offset, size in pieces:
        if offset == stop and offset >= 0:
            stop += size
        else:
            if stop - start >= _WORTH_COPYING:
                begun = at - (stop - start)
                if begun > done:
                    parts.append(insert(target[done:begun]))
                parts.append(copy(start, stop - start))
                done = at
            start, stop = (offset, offset + size) if offset >= 0 else (-1, -1)
        at += size
    if stop - start >= _WORTH_COPYING:
        begun = at - (stop - start)
        if begun > done:
            parts.append(insert(target[done:begun]))
        parts.append(copy(start, stop - start))
        done = at
    if done < len(target):
        parts.append(insert(target[done:]))
    delta = b"".join(parts)
    return delta if len(delta) <= limit else None


def _match(base: bytes, base_stop: int, target: bytes, stop: int, head: int, parts: list[bytes]) -> None:
    """Append instructions that make ``target[head:stop]``; the texts are equal up to ``head``, and differ there.

    After each difference the beginnings of the next lines are looked for a little further on in the base, and from the
    first that is found the two are followed as far as they agree. So the cost goes with the number of differences, not
    of lines. Only where that failed for some lines, all lines of the base's middle are put into a dict: blocks that
    moved are found by it.

    One loop, written out: on texts with thousands of differences (catalogues of translations, with line numbers) it is
    what a conversion spends most time in.
    """
    find, number, base_size = base.find, int.from_bytes, len(base)
    places: dict[bytes, int] | None = None
    misses = 0
    done = head  # of the target, by the instructions so far
    at, expected = target.rfind(b"\n", 0, head) + 1, base.rfind(b"\n", 0, head) + 1  # beginnings of lines
    while at < stop:
        following = 0
        if places is None:
            place = find(target[at : at + _ANCHOR], expected, expected + _NEAR)
            if place < 0:
                misses += 1
                if misses == _PATIENCE:
                    places = _places(base, head, base_stop)
        else:
            following = target.find(b"\n", at, stop) + 1 or stop
            line = target[at:following]
            if len(line) > 1 and base[expected : expected + len(line)] == line:
                # the line that follows the last match is the likeliest, wherever else it occurs
                place = expected
            else:
                place = places.get(line, -1)
        if place >= 0:
            ours, theirs = target[at : at + 256], base[place : place + 256]
            size = min(len(ours), len(theirs))
            if ours == theirs:
                run = size + _common_head(
                    base, place + size, target, at + size, min(base_size - place, stop - at) - size
                )
            else:
                ours, theirs = ours[:size], theirs[:size]
                run = 8 * size - (number(ours, "big") ^ number(theirs, "big")).bit_length() >> 3
            run = min(run, stop - at)
            start = at
            if at < done:
                start = done
                place += done - at
                run -= done - at
            elif at > done:
                # what was passed over may end alike
                size = min(place, at - done, 64)
                ours, theirs = target[at - size : at], base[place - size : place]
                if ours == theirs:
                    back = _common_tail(target, at, base, place, min(place, at - done))
                else:
                    back = 8 * size - (number(ours, "little") ^ number(theirs, "little")).bit_length() >> 3
                start, place, run = at - back, place - back, run + back
            # a short run far away would be chance, and lead astray
            if run >= 32 or (run >= _WORTH_COPYING and expected - 4 <= place <= expected + 64):
                if start > done:
                    parts.append(insert(target[done:start]))
                parts.append(copy(place, run))
                done = start + run
                expected = base.rfind(b"\n", 0, place + run) + 1
                at = target.rfind(b"\n", 0, done) + 1
                continue
        at = following or target.find(b"\n", at, stop) + 1 or stop
    if done < stop:
        parts.append(insert(target[done:stop]))


def _places(base: bytes, start: int, stop: int) -> dict[bytes, int]:
    """Give each line of a part of a text, with its end, and where it is found first."""
    lines = base[start:stop].splitlines(keepends=True)
    places = list(accumulate(map(len, lines), initial=start))[:-1]
    # backwards, so that the first of equal lines stays
    return dict(zip(reversed(lines), reversed(places), strict=True))


def _common_head(a: bytes, at_a: int, b: bytes, at_b: int, longest: int) -> int:
    """Give how far two texts agree from two places on, at most ``longest`` bytes."""
    done, step = 0, 256
    # slices compare at memory speed; steps grow so that an early difference is found without reading on
    while done < longest:
        step = min(step, longest - done)
        piece_a, piece_b = a[at_a + done : at_a + done + step], b[at_b + done : at_b + done + step]
        if piece_a != piece_b:
            while step > 2048:
                half = step // 2
                if piece_a[:half] == piece_b[:half]:
                    piece_a, piece_b, done, step = piece_a[half:], piece_b[half:], done + half, step - half
                else:
                    piece_a, piece_b, step = piece_a[:half], piece_b[:half], half
            # the highest bit that differs, of the pieces read as numbers
            differing = int.from_bytes(piece_a, "big") ^ int.from_bytes(piece_b, "big")
            return done + (8 * step - differing.bit_length() >> 3)
        done += step
        step *= 4
    return done


def _common_tail(a: bytes, end_a: int, b: bytes, end_b: int, longest: int) -> int:
    """Give how far two texts agree backwards from two places, at most ``longest`` bytes."""
    done, step = 0, 256
    while done < longest:
        step = min(step, longest - done)
        piece_a, piece_b = a[end_a - done - step : end_a - done], b[end_b - done - step : end_b - done]
        if piece_a != piece_b:
            while step > 2048:
                half = step // 2
                if piece_a[-half:] == piece_b[-half:]:
                    piece_a, piece_b, done, step = piece_a[:-half], piece_b[:-half], done + half, step - half
                else:
                    piece_a, piece_b, step = piece_a[-half:], piece_b[-half:], half
            differing = int.from_bytes(piece_a, "little") ^ int.from_bytes(piece_b, "little")
            return done + (8 * step - differing.bit_length() >> 3)
        done += step
        step *= 4
    return done


def header(base_size: int, target_size: int) -> bytes:
    """Give the beginning of a delta."""
    return varint(base_size) + varint(target_size)


def varint(number: int) -> bytes:
    """Give a size as pack files write it: 7 bits a byte, lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def copy(offset: int, size: int) -> bytes:
    """Give instructions that copy a part of the base."""
    if size > _LONGEST_COPY:
        return copy(offset, _LONGEST_COPY) + copy(offset + _LONGEST_COPY, size - _LONGEST_COPY)
    # git leaves out every byte that is 0; only leading ones are left out here, which is as valid, and quicker made
    offset_bytes = offset.bit_length() + 7 >> 3
    size_bytes = size.bit_length() + 7 >> 3
    code = 0x80 | (1 << offset_bytes) - 1 | (1 << size_bytes) - 1 << 4
    return (code | offset << 8 | size << 8 + 8 * offset_bytes).to_bytes(1 + offset_bytes + size_bytes, "little")


def insert(text: bytes) -> bytes:
    """Give instructions that insert a text; none for an empty one, since git reserves the instruction 0."""
    if len(text) <= 127:
        return bytes((len(text),)) + text if text else b""
    return b"".join(
        [bytes((len(piece),)) + piece for piece in (text[at : at + 127] for at in range(0, len(text), 127))]
    )


def apply(base: bytes, delta: bytes) -> bytes:
    """Give what a delta makes of its base."""
    at = 0
    for _ in range(2):
        while delta[at] & 0x80:
            at += 1
        at += 1
    out = []
    while at < len(delta):
        code = delta[at]
        at += 1
        if code & 0x80:
            offset = size = 0
            for bit in range(4):
                if code & 1 << bit:
                    offset |= delta[at] << 8 * bit
                    at += 1
            for bit in range(3):
                if code & 0x10 << bit:
                    size |= delta[at] << 8 * bit
                    at += 1
            out.append(base[offset : offset + (size or 0x10000)])
        else:
            out.append(delta[at : at + code])
            at += code
    return b"".join(out)

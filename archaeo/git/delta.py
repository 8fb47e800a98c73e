"""Makes git deltas against a base that is known to be a good one.

A general delta routine searches; here the base is the file's own predecessor, so most of the text is a common head and
tail, found by comparing slices, and only the middle is matched. On the histories measured the result is within a fifth
of what `git repack` finds by searching, at a small part of its cost; docs/performance.md has the figures. The line by
line matcher that this one is tested against, and must not be larger than, is tests/git/plain_delta.py.

Source of the format: git, Documentation/gitformat-pack, "Deltified representation".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lz4.block import compress

_LONGEST_COPY: Final = 0xFFFFFF
_WORTH_COPYING: Final = 12  # a copy instruction takes up to 7 bytes, and interrupts an insertion
_WORTH_MATCHING: Final = 32
# So much of the target is looked for at a time, and in so much of the base, from behind the expected place on. LZ4
# takes the last of several places, so a larger window finds wrong ones: of 40 KiB, deltas were a sixth larger.
_PIECE: Final = 12 << 10
_BEHIND: Final = 8 << 10
_WINDOW: Final = 24 << 10
# pieces of a text that were not found near, for which the whole base is searched
_PATIENCE: Final = 4
# a stretch of the target that is looked for once more, line by line; so much of a line, so far ahead
_GAP: Final = 200
_ANCHOR: Final = 32
_NEAR: Final = 1024
# bytes in which a difference is looked for as in a number
_SMALL: Final = 256


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
        _match(base, target, head, stop, parts)
    if tail:
        parts.append(copy(base_stop, tail))
    delta = b"".join(parts)
    return delta if len(delta) <= limit else None


def of_copies(base_size: int, target: bytes, copies: Sequence[tuple[int, int, int]], limit: int) -> bytes | None:
    """Give the delta of a text of which is known what of it is in the base; None when longer than the limit.

    Args:
        copies: (offset in the target, offset in the base, length), in order.
    """
    parts = [header(base_size, len(target))]
    add = parts.append
    done = 0  # of the target
    for at, place, run in copies:
        if run < _WORTH_COPYING:
            continue
        if at > done:
            fresh = target[done:at]
            add(insert(fresh) if len(fresh) > 127 else b"%c%b" % (len(fresh), fresh))
        # on a text with thousands of differences, instructions of the usual kind are worth writing out
        if place < 1 << 16 and run < 1 << 16:
            if run < 1 << 8:
                add((0x93 | place << 8 | run << 24).to_bytes(4, "little"))
            else:
                add((0xB3 | place << 8 | run << 24).to_bytes(5, "little"))
        elif place < 1 << 24 and run < 1 << 8:
            add((0x97 | place << 8 | run << 32).to_bytes(5, "little"))
        else:
            add(copy(place, run))
        done = at + run
    if done < len(target):
        add(insert(target[done:]))
    delta = b"".join(parts)
    return delta if len(delta) <= limit else None


def _match(base: bytes, target: bytes, start: int, stop: int, parts: list[bytes]) -> None:
    """Append instructions that make ``target[start:stop]``; the texts are equal up to ``start``, and differ there.

    LZ4 finds what a piece of the target has in common with the base around the place where the last piece left off.
    Where that leaves a gap, its lines are looked for close by, since LZ4 prefers a likeness within the piece. A piece
    of which nothing was found is looked for by its longest lines in the whole base, for blocks that moved far.
    """
    making = _Making(base, target, start, stop, parts)
    patience = _PATIENCE
    at = start
    while at < stop:
        end = min(at + _PIECE, stop)
        piece = target[at:end]
        first = max(0, making.expected + at - making.done - _BEHIND)
        found = _in_common(base[first : first + _WINDOW], piece)
        if not found and patience and stop - at > _PIECE < len(base):
            patience -= 1
            place = _by_lines(base, piece)
            if place is not None:
                first = max(0, place - _BEHIND)
                found = _in_common(base[first : first + _WINDOW], piece)
        for begun, place, run in found:
            if at + begun - making.done > _GAP:
                making.look_near(at + begun)
            making.take(at + begun, first + place, run)
        if end - making.done > _GAP:
            making.look_near(end)
        at = max(end, making.done)
    if making.done < stop:
        parts.append(insert(target[making.done : stop]))


class _Making:
    """Instructions that are growing.

    Attributes:
        done: of the target, by the instructions so far; ``expected`` where in the base the last copy ended.
    """

    __slots__ = ("base", "done", "expected", "parts", "stop", "target")

    def __init__(self, base: bytes, target: bytes, start: int, stop: int, parts: list[bytes]) -> None:
        self.base, self.target, self.stop, self.parts = base, target, stop, parts
        self.done = self.expected = start

    def take(self, begun: int, place: int, run: int) -> None:
        """Take a match: so many bytes of the target from a place of the base, and what agrees around them.

        On texts with thousands of differences (catalogues of translations, with line numbers) this is what a conversion
        spends most time in, so instructions of the usual kind are written out.
        """
        done = self.done
        if begun < done:
            place += done - begun
            run -= done - begun
            begun = done
            if run < _WORTH_MATCHING:
                return
        base, target, add = self.base, self.target, self.parts.append
        if begun > done:
            # what was passed over may end alike
            if place and target[begun - 1] == base[place - 1]:
                size = min(place, begun - done, 64)
                ours, theirs = target[begun - size : begun], base[place - size : place]
                number = int.from_bytes(ours, "little") ^ int.from_bytes(theirs, "little")
                back = 8 * size - number.bit_length() >> 3
                begun -= back
                place -= back
                run += back
            if begun > done:
                fresh = target[done:begun]
                add(insert(fresh) if len(fresh) > 127 else b"%c%b" % (len(fresh), fresh))
        following, left = begun + run, min(len(base) - place - run, self.stop - begun - run)
        if left > 0 and target[following] == base[place + run]:
            # LZ4 leaves out the end of a piece
            run += _common_head(base, place + run, target, following, left)
        if run < 1 << 8 and place < 1 << 24:
            add((0x97 | place << 8 | run << 32).to_bytes(5, "little"))
        elif run < 1 << 16 and place < 1 << 24:
            add((0xB7 | place << 8 | run << 32).to_bytes(6, "little"))
        else:
            add(copy(place, run))
        self.done = begun + run
        self.expected = place + run

    def look_near(self, end: int) -> None:
        """Look for the lines up to a place of the target a little further on in the base."""
        base, target = self.base, self.target
        at, misses = self.done, 0
        while misses < 4 and (at := target.find(b"\n", at, end) + 1):
            place = base.find(target[at : at + _ANCHOR], self.expected, self.expected + _NEAR)
            if place < 0:
                misses += 1
                continue
            run = _common_head(base, place, target, at, min(len(base) - place, self.stop - at))
            if run < _WORTH_MATCHING:
                misses += 1
                continue
            self.take(at, place, run)
            at, misses = self.done, 0


def _in_common(window: bytes, piece: bytes) -> list[tuple[int, int, int]]:
    """Give the longer matches that LZ4 finds of a piece in a window: (place in the piece, in the window, length).

    A block of LZ4 is sequences of literals and a match: a byte with both lengths, more bytes of the first where its
    half is 15, the literals, how far back the match is, more bytes of the second. It is made for its matches alone.

    Source: lz4_Block_format.md of LZ4. That the window stands before the piece is what it calls a dictionary.
    """
    block: bytes = compress(piece, mode="fast", store_size=False, dict=window)
    found: list[tuple[int, int, int]] = []
    at = here = 0  # of the block; of the piece
    size, width = len(block), len(window)
    while True:
        token = block[at]
        at += 3  # this byte, and two of the distance
        if token >= 0x10:
            literals = token >> 4
            if literals == 15:
                while block[at - 2] == 255:
                    literals += 255
                    at += 1
                literals += block[at - 2]
                at += 1
            here += literals
            at += literals
        if at >= size:
            return found
        length = token & 0x0F
        if length < 15:
            here += length + 4
            continue
        distance = block[at - 2] | block[at - 1] << 8
        while block[at] == 255:
            length += 255
            at += 1
        length += block[at] + 4
        at += 1
        # a match nearer than that is within the piece itself, which a delta cannot say
        if length >= _WORTH_MATCHING <= distance - here:
            found.append((here, width + here - distance, min(length, distance - here)))
        here += length


def _by_lines(base: bytes, piece: bytes) -> int | None:
    """Give where in the base a piece may come from: where one of its longest lines is. None when nothing is found."""
    for line in sorted(piece.splitlines(), key=len, reverse=True)[:4]:
        place = base.find(line)
        if place >= 0 and len(line) >= _WORTH_MATCHING:
            return max(0, place - piece.find(line))
    return None


def _common_head(a: bytes, at_a: int, b: bytes, at_b: int, longest: int) -> int:
    """Give how far two texts agree from two places on, at most ``longest`` bytes."""
    done, step = 0, 256
    view = memoryview(a)
    # compared at memory speed; steps grow so that an early difference is found without reading on
    while done < longest:
        step = min(step, longest - done)
        from_a, from_b = at_a + done, at_b + done
        if not b.startswith(view[from_a : from_a + step], from_b):
            while step > _SMALL:
                half = step >> 1
                if b.startswith(view[from_a : from_a + half], from_b):
                    from_a, from_b, step = from_a + half, from_b + half, step - half
                else:
                    step = half
            # the highest bit that differs, of the pieces read as numbers
            number = int.from_bytes(view[from_a : from_a + step], "big") ^ int.from_bytes(
                b[from_b : from_b + step], "big"
            )
            return from_a - at_a + (8 * step - number.bit_length() >> 3)
        done += step
        step *= 4
    return done


def _common_tail(a: bytes, end_a: int, b: bytes, end_b: int, longest: int) -> int:
    """Give how far two texts agree backwards from two places, at most ``longest`` bytes."""
    done, step = 0, 256
    view = memoryview(a)
    while done < longest:
        step = min(step, longest - done)
        to_a, to_b = end_a - done, end_b - done
        if not b.endswith(view[to_a - step : to_a], 0, to_b):
            while step > _SMALL:
                half = step >> 1
                if b.endswith(view[to_a - half : to_a], 0, to_b):
                    to_a, to_b, step = to_a - half, to_b - half, step - half
                else:
                    step = half
            number = int.from_bytes(view[to_a - step : to_a], "little") ^ int.from_bytes(
                b[to_b - step : to_b], "little"
            )
            return end_a - to_a + (8 * step - number.bit_length() >> 3)
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
    size = len(text)
    if size <= 127:
        return b"%c%b" % (size, text) if text else b""
    full = size - size % 127
    pieces = b"\x7f".join([text[at : at + 127] for at in range(0, full, 127)])
    return b"\x7f%b%b" % (pieces, insert(text[full:]))


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

"""Applies svndiff deltas, versions 0, 1 and 2: what dump format 3 holds instead of texts.

A delta is ``SVN``, a version byte, and windows. A window has five numbers (offset and length of the source view, length
of the target, of the instructions, of the new data), the instructions, the new data. In version 1 the last two are
deflated, in version 2 packed with LZ4; a size stands before them, equal to the section's own when it is stored plain.

Source: notes/svndiff in the Subversion sources; subversion/libsvn_delta/svndiff.c for versions 1 and 2.
"""

from __future__ import annotations

import zlib
from typing import Final, TypeAlias

from archaeo.errors import FormatError

# actions of an instruction; 0 is a copy of the source
_COPY_TARGET: Final = 1
_NEW: Final = 2


Copies: TypeAlias = list[tuple[int, int, int]]
"""What of a text is in its base, in order: (offset in the text, offset in the base, length)."""


def apply(base: bytes, delta: bytes) -> tuple[bytes, Copies]:
    """Give the text that the delta makes of the base, and what of it is in the base.

    Raises:
        FormatError: the delta is damaged, or does not fit the base. Its location is left to the caller.
    """
    if delta[:3] != b"SVN" or len(delta) < 4 or delta[3] > 2:
        raise FormatError(f"text delta begins with {delta[:4]!r}, not with an svndiff header of version 0, 1 or 2")
    version, at, length = delta[3], 4, 0
    parts: list[bytes] = []
    copies: Copies = []
    try:
        while at < len(delta):
            at, length = _window(base, delta, at, version, length, parts, copies)
    except (IndexError, zlib.error) as error:
        raise FormatError(f"text delta is damaged in its window at byte {at}") from error
    return b"".join(parts), copies


def _window(
    base: bytes, delta: bytes, at: int, version: int, before: int, parts: list[bytes], copies: Copies
) -> tuple[int, int]:
    """Append what the window at an offset makes; give the offset behind it, and the length of the text up to there.

    Args:
        before: length of what the windows before it made.
    """
    view_offset, at = _varint(delta, at)
    view_length, at = _varint(delta, at)
    target_length, at = _varint(delta, at)
    code_length, at = _varint(delta, at)
    new_length, at = _varint(delta, at)
    end = at + code_length + new_length
    if view_offset + view_length > len(base) or end > len(delta):
        raise FormatError(
            f"text delta wants {view_offset + view_length} bytes of a base of {len(base)}"
            if end <= len(delta)
            else "text delta ends within a window"
        )
    code, new = delta[at : at + code_length], delta[at + code_length : end]
    if version:
        code, new = _unpack(code, version), _unpack(new, version)
    first = len(copies)
    made = _run(base, (view_offset, view_length), before, before + target_length, code, new, parts, copies)
    if made != before + target_length:
        raise FormatError(f"text delta makes {made - before} bytes where it promised {target_length}")
    if 0 < first < len(copies):
        text_at, start, length = copies[first - 1]
        following = copies[first]
        if (text_at + length, start + length) == following[:2]:
            copies[first - 1 : first + 1] = [(text_at, start, length + following[2])]
    return end, made


def _run(
    base: bytes,
    view: tuple[int, int],
    made: int,
    promised: int,
    code: bytes,
    new: bytes,
    parts: list[bytes],
    copies: Copies,
) -> int:
    """Append the parts that the instructions make a window's text of; give how long the text is after them.

    A history has a million instructions, so the usual kinds are written out, and copies that go on where the one before
    ended are one.

    Args:
        made: how long the text is before them, and ``promised`` after them.
    """
    view_offset, view_length = view
    window, before = len(parts), made
    at = taken = 0
    start = stop = -1  # of the copy that is growing, in the base
    end, new_length = len(code), len(new)
    while at < end:
        byte = code[at]
        at += 1
        length = byte & 0x3F
        if not length:
            length = code[at]
            at += 1
            if length > 0x7F:
                length, at = _varint(code, at - 1)
        if byte < 0x40:
            offset = code[at]
            at += 1
            if offset > 0x7F:
                offset = (offset & 0x7F) << 7 | code[at] & 0x7F
                at += 1
                if code[at - 1] > 0x7F:
                    offset = offset << 7 | code[at] & 0x7F
                    at += 1
                    if code[at - 1] > 0x7F:
                        offset, at = _varint(code, at - 3)
            if offset + length > view_length:
                raise FormatError("text delta copies from outside its source view")
            offset += view_offset
            if offset == stop:
                stop += length
            else:
                if start >= 0:
                    parts.append(base[start:stop])
                    copies.append((made - stop + start, start, stop - start))
                start, stop = offset, offset + length
        else:
            if start >= 0:
                parts.append(base[start:stop])
                copies.append((made - stop + start, start, stop - start))
                start = stop = -1
            if byte >> 6 == _NEW:
                parts.append(new[taken : taken + length])
                taken += length
                if taken > new_length:
                    raise FormatError("text delta takes more new data than it has")
            else:
                offset, at = _varint(code, at)
                if byte >> 6 != _COPY_TARGET or offset >= made - before:
                    raise FormatError("text delta has an instruction that does not exist")
                if made + length > promised:
                    raise FormatError(f"text delta makes more than the {promised - before} bytes that it promised")
                whole = b"".join(parts[window:])
                part = whole[offset : offset + length]
                if len(part) < length:
                    # the copy overlaps what it writes: a short pattern, repeated
                    part = (part * (length // len(part) + 1))[:length]
                parts[window:] = [whole, part]
        made += length
        if made > promised:
            raise FormatError(f"text delta makes more than the {promised - before} bytes that it promised")
    if start >= 0:
        parts.append(base[start:stop])
        copies.append((made - stop + start, start, stop - start))
    return made


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at


def _unpack(section: bytes, version: int) -> bytes:
    size, at = _varint(section, 0)
    packed = section[at:]
    if len(packed) == size:
        return packed
    if version == 1:
        text = zlib.decompress(packed)
    else:
        text = _lz4(packed, size)
    if len(text) != size:
        raise FormatError(f"packed section of a text delta has {len(text)} bytes where it promised {size}")
    return text


def _lz4(packed: bytes, size: int) -> bytes:
    import lz4.block

    try:
        return bytes(lz4.block.decompress(packed, uncompressed_size=size))
    except lz4.block.LZ4BlockError as error:
        raise FormatError("packed section of a text delta is damaged") from error

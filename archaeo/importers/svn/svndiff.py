"""Applies svndiff deltas, versions 0, 1 and 2: what dump format 3 holds instead of texts.

A delta is ``SVN``, a version byte, and windows. A window has five numbers (offset and length of the source view, length
of the target, of the instructions, of the new data), the instructions, the new data. In version 1 the last two are
deflated, in version 2 packed with LZ4; a size stands before them, equal to the section's own when it is stored plain.

Source: notes/svndiff in the Subversion sources; subversion/libsvn_delta/svndiff.c for versions 1 and 2.
"""

from __future__ import annotations

import zlib

from archaeo.errors import FormatError

_COPY_SOURCE, _COPY_TARGET, _NEW = 0, 1, 2


def apply(base: bytes, delta: bytes) -> bytes:
    """Give the text that the delta makes of the base.

    Raises:
        FormatError: the delta is damaged, or does not fit the base. Its location is left to the caller.
    """
    if delta[:3] != b"SVN" or len(delta) < 4 or delta[3] > 2:
        raise FormatError(f"text delta begins with {delta[:4]!r}, not with an svndiff header of version 0, 1 or 2")
    version, at = delta[3], 4
    out: list[bytes] = []
    try:
        while at < len(delta):
            at = _window(base, delta, at, version, out)
    except (IndexError, zlib.error) as error:
        raise FormatError(f"text delta is damaged in its window at byte {at}") from error
    return b"".join(out)


def _window(base: bytes, delta: bytes, at: int, version: int, out: list[bytes]) -> int:
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
    target = _run(base, view_offset, view_length, code, new)
    if len(target) != target_length:
        raise FormatError(f"text delta makes {len(target)} bytes where it promised {target_length}")
    out.append(target)
    return end


def _run(base: bytes, view_offset: int, view_length: int, code: bytes, new: bytes) -> bytes:
    target = bytearray()
    at = taken = 0
    while at < len(code):
        byte = code[at]
        at += 1
        action, length = byte >> 6, byte & 0x3F
        if not length:
            length, at = _varint(code, at)
        if action == _NEW:
            if taken + length > len(new):
                raise FormatError("text delta takes more new data than it has")
            target += new[taken : taken + length]
            taken += length
            continue
        offset, at = _varint(code, at)
        if action == _COPY_SOURCE:
            if offset + length > view_length:
                raise FormatError("text delta copies from outside its source view")
            start = view_offset + offset
            target += base[start : start + length]
        elif action == _COPY_TARGET and offset < len(target):
            # the copy may overlap what it writes: a short pattern, repeated
            while length > 0:
                piece = target[offset : offset + length]
                target += piece
                offset += len(piece)
                length -= len(piece)
        else:
            raise FormatError("text delta has an instruction that does not exist")
    return bytes(target)


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

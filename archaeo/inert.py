"""Text of a source, made inert: nothing that a terminal would obey, or a reader could not see, gets through.

Log messages, names and paths hold what people and programs left there. rich does not protect from them: it raises on a
message with ``[/nope]`` in it, and lets escape sequences, C1 controls and right-to-left overrides through.
"""

from __future__ import annotations

import re

# C0 except tab and newline, DEL, C1, and the invisible and direction-changing characters of Unicode. Lone surrogates
# stand for bytes that were not UTF-8.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    r"""Give the text with every character that a terminal would obey made visible.

    >>> clean("a\x1b[2Jb")
    'a\\x1b[2Jb'
    >>> clean("caf\udce9")
    'caf\\xe9'
    """
    return _UNSAFE.sub(lambda match: _visible(ord(match[0])), text)


def line(text: str) -> str:
    r"""Give the text on one line, cleaned: tabs and newlines become spaces.

    >>> line("a\n\tb\x07")
    'a  b\\x07'
    """
    return clean(text.replace("\n", " ").replace("\t", " "))


def escaped(text: str) -> str:
    r"""Give a machine form (JSON, CSV, DOT) with the same characters as ``\uXXXX``.

    To a reader of JSON that is the same character, and in no other form can it move a cursor. A carriage return before
    a newline stays, since CSV ends its lines so.

    >>> escaped('{"log": "\x9b2J"}')
    '{"log": "\\u009b2J"}'
    """
    return _UNSAFE.sub(lambda match: _code_units(match, text), text)


def _visible(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _code_units(match: re.Match[str], text: str) -> str:
    if match[0] == "\r" and text[match.end() : match.end() + 1] == "\n":
        return "\r"
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"

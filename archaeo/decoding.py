"""Text out of bytes that say nothing of their encoding, as old files do.

What is no UTF-8 is taken for CP1252, which is Latin-1 with the quotation marks and dashes of Windows; bytes that CP1252
leaves undefined are Latin-1's. One line at a time: a file that two editors wrote has lines of both kinds.
ChangeLogs, where whole entries stand in Japanese or Cyrillic encodings, have a finer reader of their own.
"""

from __future__ import annotations

import codecs

_UTF_8 = codecs.getincrementaldecoder("utf-8")


def decoded(content: bytes) -> str:
    """Give the text of a file or of its beginning, which may be cut inside a letter.

    >>> decoded("Müller und Weiß".encode()[:-1]), decoded("Müller".encode("latin-1"))
    ('Müller und Wei', 'Müller')
    >>> decoded("Müller\\n".encode() + "Weiß\\n".encode("latin-1"))
    'Müller\\nWeiß\\n'
    """
    whole = _unicode(content)
    return "".join(map(_line, content.splitlines(keepends=True))) if whole is None else whole


def _line(line: bytes) -> str:
    text = _unicode(line)
    if text is not None:
        return text
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _unicode(content: bytes) -> str | None:
    """Give the text of UTF-8, half a letter at its end left out where whole ones stand before it; else None."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        pass
    try:
        begun = _UTF_8().decode(content)
    except UnicodeDecodeError:
        return None
    return None if begun.isascii() else begun

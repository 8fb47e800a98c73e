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

    >>> decoded("Müller".encode()[:2]), decoded("Müller".encode("latin-1"))
    ('M', 'Müller')
    >>> decoded("Müller\\n".encode() + "Weiß".encode("latin-1"))
    'Müller\\nWeiß'
    """
    try:
        return _UTF_8().decode(content)  # what is left of a letter at the end is no error to it
    except UnicodeDecodeError:
        return "".join(map(_line, content.splitlines(keepends=True)))


def _line(line: bytes) -> str:
    try:
        return _UTF_8().decode(line)
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")

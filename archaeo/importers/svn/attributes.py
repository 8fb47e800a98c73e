"""Properties of files as the lines of a .gitattributes.

| property | attributes |
| --- | --- |
| svn:eol-style native | ``text`` |
| svn:eol-style LF | ``text eol=lf`` |
| svn:eol-style CRLF, CR | ``-text``: Subversion stores such files as they are, so git must not touch them |
| svn:mime-type of no text | ``binary`` |
| svn:mime-type with a charset | ``encoding=...`` |
| svn:needs-lock | ``lockable`` |
| svn:keywords | ``svn-keywords=Id,Rev``, and ``ident`` where Id is one of them |

A file whose stored text has CRLF although its line ends are said to be kept normal gets ``-text``, or git would take it
for changed right after a clone.

Source: subversion/libsvn_subr/subst.c (``svn_subst_eol_style_from_value``), ``svn_mime_type_is_binary``; git,
Documentation/gitattributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_TOLD = ("svn:eol-style", "svn:mime-type", "svn:needs-lock", "svn:keywords")
_TEXT_IMAGES = ("image/x-xbitmap", "image/x-xpixmap")
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([\w.:-]+)", re.I)
_NEEDS_QUOTES = re.compile(r'[\s"\x00-\x1f\x7f]')
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def is_told(properties: Mapping[str, bytes]) -> bool:
    """Tell whether properties say anything that is an attribute in git."""
    return any(name in properties for name in _TOLD)


def of(properties: Mapping[str, bytes], has_crlf: Callable[[], bool]) -> list[str]:
    """Give the attributes of a file; ``has_crlf`` is asked only where it matters.

    >>> of({"svn:eol-style": b"native", "svn:keywords": b"Id Rev"}, lambda: False)
    ['text', 'ident', 'svn-keywords=Id,Rev']
    >>> of({"svn:mime-type": b"image/png", "svn:needs-lock": b"*"}, lambda: False)
    ['binary', 'lockable']
    """
    found = []
    mime, charset = _type(_text(properties, "svn:mime-type"))
    if mime and not mime.startswith("text/") and mime not in _TEXT_IMAGES:
        found.append("binary")
    style = _text(properties, "svn:eol-style")
    if style in ("CRLF", "CR") or (style in ("native", "LF") and has_crlf()):
        found.append("-text")
    elif style == "native":
        found.append("text")
    elif style == "LF":
        found += ["text", "eol=lf"]
    if charset and "binary" not in found:
        found.append(f"encoding={charset}")
    if "svn:needs-lock" in properties:
        found.append("lockable")
    words = _text(properties, "svn:keywords").split()
    if words:
        found += ["ident"] if "id" in [word.lower() for word in words] else []
        found.append("svn-keywords=" + ",".join(words))
    return found


def line(name: str, attributes: list[str]) -> str:
    """Give the line of a file.

    >>> line("a b*.c", ["text"])
    '"/a b\\\\\\\\*.c" text'
    """
    pattern = "/" + re.sub(r"([*?\[\\])", r"\\\1", name)
    if _NEEDS_QUOTES.search(pattern):
        pattern = '"' + "".join(_quoted(letter) for letter in pattern) + '"'
    return " ".join([pattern, *attributes])


def _quoted(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\{ord(letter):03o}" if ord(letter) < 32 or letter == "\x7f" else letter


def _text(properties: Mapping[str, bytes], name: str) -> str:
    return properties.get(name, b"").decode("utf-8", "replace").strip()


def _type(value: str) -> tuple[str, str]:
    charset = _CHARSET.search(value)
    return value.partition(";")[0].strip().lower(), charset[1] if charset else ""

"""Reads svn:externals: which directory is to be filled from which URL.

Two manners of writing are known, the older one with the directory first::

    third-party/skins -r148 http://svn.example.com/skinproj
    ^/sounds@21 third-party/sounds

Words with blanks are quoted as in a shell; ``#`` begins a comment line.

Source: subversion/libsvn_wc/externals.c (``svn_wc_parse_externals_description3``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXTERNALS = "svn:externals"
_WORD = re.compile(r"""(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+""", re.S)
_QUOTED = re.compile(r"""\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'""", re.S)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|\^/|//|/|\.\./")
_PEG = re.compile(r"@(\d+|HEAD|\{[^}]*\})?$", re.I)


@dataclass(frozen=True, slots=True)
class External:
    """One definition.

    Attributes:
        directory: to be filled, relative to the one that has the property; "" where the line cannot be read.
        url: as written, without its peg revision; may begin with ``^/``, ``//``, ``/`` or ``../``.
        revision: digits, a date in braces, or "" for the newest.
        peg: the revision in which the URL is looked up, written as ``url@peg``; "" where there is none. In the older
            manner it is the revision itself.
        problem: what is wrong with the line, or "".
    """

    directory: str
    url: str
    revision: str = ""
    peg: str = ""
    problem: str = ""

    def __str__(self) -> str:
        at = f" at revision {self.revision or self.peg}" if self.revision or self.peg else ""
        return f"'{self.directory}' is to come from {self.url}{at}"


def parse(value: bytes) -> list[External]:
    """Give the definitions of a property, in order.

    >>> [str(external) for external in parse(b"lib -r 7 http://h/lib\\n# no\\n^/snd@21 'my snd'")]
    ["'lib' is to come from http://h/lib at revision 7", "'my snd' is to come from ^/snd at revision 21"]
    """
    lines = re.split(r"[\r\n]+", value.decode("utf-8", "surrogateescape"))
    return [_definition(line) for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _definition(line: str) -> External:
    words = [_plain(word) for word in _WORD.findall(line)]
    revision = ""
    for index, word in enumerate(words):
        if word.startswith("-r"):
            taken = 1 if len(word) > 2 else 2
            revision = word[2:] or "".join(words[index + 1 : index + 2])
            del words[index : index + taken]
            break
    if len(words) != 2:
        return External("", "", problem=f"'{line.strip()}' is not a directory and a URL")
    directory, url = words
    if not _URL.match(url) or _URL.match(directory):
        directory, url = url, directory
        if not _URL.match(url):
            return External("", "", problem=f"'{line.strip()}' has no URL")
        # only the newer manner, URL first, knows a peg revision
        match = _PEG.search(url)
        if match:
            return External(directory, url[: match.start()], _number(revision), _number(match[1] or ""))
    return External(directory, url, _number(revision), _number(revision))


def _plain(word: str) -> str:
    return _QUOTED.sub(lambda match: match[1] or re.sub(r"\\(.)", r"\1", match[2] or "") or match[3] or "", word)


def _number(text: str) -> str:
    return "" if text.upper() == "HEAD" else text

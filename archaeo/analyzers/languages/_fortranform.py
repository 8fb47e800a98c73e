"""Brings Fortran source, fixed or free form, to its statements, each on what regular expressions take for one line.

The form is told by the content, not by the suffix: WRF has 216 files of free form named ``.F``.
"""

from __future__ import annotations

import re

from ..mentions import SOFT_NEWLINE

_FIXED_COMMENT = re.compile(r"^(?:[cC*!][^\n]*|[dD](?=[ \t\d])[^\n]*|[ \t]*(?:![^\n]*)?)$", re.M)
_FIXED_JOIN = re.compile(r"(?<!\n)\n++(?:[ ]{5}[^ 0\n\t]|[ ]{0,4}\t[1-9])")
_INLINE = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|![^\n]*")
_FREE_JOIN = re.compile(r"&[ \t]*\n(?:[ \t]*\n)*[ \t]*&?")
_SEQUENCE = re.compile(r"^([^\n]{72})(?:[^\n]*[^0-9\n])?[0-9]{2,}+[ \t]*+$", re.M)
_LONG = re.compile(r"^[^\n]{73,}$", re.M)


_CODE_WORDS = re.compile(
    r"(?:call|common|character|continue|complex|close|cycle|contains|case|class)\b|[a-z]\w*\s*(?:\([^)]*\)\s*)?=", re.I
)


def _is_code(line: str) -> bool:
    return _CODE_WORDS.match(line) is not None


def is_free(text: str, path: str) -> bool:
    """Tell whether the source is of free form, from its first 400 lines of code, the suffix deciding a draw."""
    head = text[:40000]
    free = fixed = 0
    for line in head.split("\n")[:600]:
        if not line.strip() or line[0] in "#!":
            continue
        first = line[0]
        stripped = line.rstrip()
        if first in "cC*" and (len(stripped) == 1 or not _is_code(stripped)):
            fixed += 1
        elif stripped[-1] == "&" and (len(line) < 6 or line[5] != "&" or len(stripped) > 6) and len(stripped) < 73:
            free += 3
        elif first not in " \t0123456789":
            free += 2
        elif line[:5] == "     " and len(line) > 5 and line[5] not in " 0\t!":
            # a continuation mark, or a statement indented by five: letters are rarely marks
            fixed += 0 if line[5].isalpha() else 2
        elif first == " " and line[:5].strip() and not line[:5].strip().isdigit() and "\t" not in line[:5]:
            free += 1
    if free == fixed:
        return path.lower().endswith((".f90", ".f95", ".f03", ".f08"))
    return free > fixed


def statements(text: str, free: bool) -> str:
    """Give the text in lower case, comments and strings emptied, continued lines joined with soft newlines.

    The soft newlines keep every offset on its line, see ``mentions.Lines``.
    """
    if free:
        text = _INLINE.sub(_emptied, text)
        text = _FREE_JOIN.sub(_soft, text)
    else:
        if len(_SEQUENCE.findall(text[:60000])) * 2 > len(_LONG.findall(text[:60000])) > 5:
            text = _SEQUENCE.sub(r"\1", text)
        text = _FIXED_COMMENT.sub("", text)
        text = _INLINE.sub(_emptied, text)
        text = _FIXED_JOIN.sub(_soft, text)
    return text.lower()


def _emptied(match: re.Match[str]) -> str:
    return "" if match[0][0] == "!" else "''"


def _soft(match: re.Match[str]) -> str:
    return SOFT_NEWLINE * match[0].count("\n") + " "

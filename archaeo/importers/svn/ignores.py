"""svn:ignore and svn:global-ignores as the lines of a .gitignore.

Subversion matches a pattern against the name alone and asks only about what it does not track; git matches paths, and
leaves out a whole directory, tracked files in it or not. So patterns of svn:ignore are anchored, those with a slash
(which never matched anything) become comments, and directories that are tracked are taken out again by a ``!`` line.

Source: subversion/libsvn_wc/props.c (``svn_wc__get_ignores``), apr's strings/apr_fnmatch.c; git,
Documentation/gitignore.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from archaeo.tree import Entry, Tree

IGNORE, GLOBAL = "svn:ignore", "svn:global-ignores"
_LINE_ENDS = re.compile(rb"[\r\n]+")


def patterns(value: bytes) -> tuple[str, ...]:
    """Give the patterns of a property; blanks belong to a pattern, only empty lines are passed over.

    >>> patterns(b"*.o\\n\\nbuild \\n")
    ('*.o', 'build ')
    """
    lines = [line.decode("utf-8", "surrogateescape") for line in _LINE_ENDS.split(value)]
    return tuple(dict.fromkeys(line for line in lines if line))


def lines(
    own: Sequence[str], inherited: Sequence[str], around: Sequence[str], entries: Mapping[str, Entry]
) -> list[str]:
    """Give the lines of a directory's .gitignore, none where it needs no file.

    Args:
        own: patterns of svn:ignore; ``inherited`` patterns that start to hold here and hold below, too.
        around: patterns of directories above, written there already.
        entries: what the directory has.
    """
    found = [_line(pattern, "/") for pattern in own] + [_line(pattern, "") for pattern in inherited]
    asked = [pattern for pattern in (*own, *inherited, *around) if "/" not in pattern]
    tracked = sorted(name for name, entry in entries.items() if isinstance(entry, Tree) and _any(asked, name))
    return list(dict.fromkeys(found)) + [f"!/{_quoted(name)}/" for name in tracked]


def _line(pattern: str, anchor: str) -> str:
    if "/" in pattern:
        return f"# never matched in Subversion: {pattern}"
    made = anchor + "".join(_tokens(pattern))
    if not anchor and made[:1] in ("#", "!"):
        made = "\\" + made
    # git takes blanks at the end for an accident unless they are escaped
    bare = made.rstrip(" ")
    return bare + "\\ " * (len(made) - len(bare))


def _tokens(pattern: str) -> Iterable[str]:
    """Yield a pattern of Subversion in pieces, each as git has to read it."""
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            # at the end it is a plain letter to Subversion, and an error to git
            yield "\\\\" if at + 1 == len(pattern) or pattern[at + 1] == "\\" else pattern[at : at + 2]
            at += 2
            continue
        if letter == "[":
            end = _class_end(pattern, at)
            if end is None:
                yield "\\["
                at += 1
                continue
            # to git "[:" inside a class begins a named one, which Subversion does not know
            inside = pattern[at + 1 : end - 1]
            yield "[" + re.sub(r"(?<!\\)\[", r"\\[", inside) + "]"
            at = end
            continue
        if letter == "*":
            # a second one adds nothing, and would be more than a name to git
            while pattern[at + 1 : at + 2] == "*":
                at += 1
        yield letter
        at += 1


def _class_end(pattern: str, at: int) -> int | None:
    """Give the end of the character class that begins at a bracket, None where it is not closed."""
    at += 1
    if pattern[at : at + 1] in ("!", "^"):
        at += 1
    first = True
    while at < len(pattern):
        if pattern[at] == "]" and not first:
            return at + 1
        at += 2 if pattern[at] == "\\" else 1
        first = False
    return None


def _any(asked: Iterable[str], name: str) -> bool:
    return any(_compiled(pattern).fullmatch(name) for pattern in asked)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = []
    for token in _tokens(pattern):
        if token == "*":
            parts.append(".*")
        elif token == "?":
            parts.append(".")
        elif token[0] == "[":
            inside = token[1:-1]
            negated = inside[:1] in ("!", "^")
            parts.append(f"[{'^' if negated else ''}{_class(inside[negated:])}]")
        else:
            parts.append(re.escape(token[-1]))
    try:
        return re.compile("".join(parts), re.S)
    except re.error:
        return re.compile(r"(?!)")  # a range from z to a: it matches nothing


def _class(inside: str) -> str:
    """Give the inside of a class with all escaped that Python would read otherwise."""
    made, at = [], 0
    while at < len(inside):
        if inside[at] == "\\" and at + 1 < len(inside):
            at += 1
            made.append(re.escape(inside[at]))
        elif inside[at] == "-" and 0 < at < len(inside) - 1:
            made.append("-")
        else:
            made.append(re.escape(inside[at]))
        at += 1
    return "".join(made)


def _quoted(name: str) -> str:
    """Give a name as a pattern that matches it and nothing else."""
    made = re.sub(r"([*?\[\\])", r"\\\1", name)
    bare = made.rstrip(" ")
    return bare + "\\ " * (len(made) - len(bare))

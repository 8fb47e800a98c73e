"""What an entry's text names: items, files, symbols, tags, revisions, issues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .heads import PACKAGE_TAG

_BULLET = re.compile(r"([*+•o-]|\*\)|-->|->|\d{1,2}[.)])\s+(?=\S)")
_SYMBOLS = re.compile(r"^\s*\(([^()\n]*(?:\n[^()\n]*){0,4}?)\)\s*[:,]", re.M)
_PARENTHESES = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_ASIDE = re.compile(r"\[[^\]]*\]|<[^>]*>")
_WORDS_OF_PROSE = re.compile(r"[a-z]+ [a-z]+ [a-z]+", re.I)
_PLAIN_FILE = re.compile(r"[\w$@.+~/{}*?#=%-]+$")
_FILE_NAMES = frozenset(
    [
        "Makefile",
        "makefile",
        "GNUmakefile",
        "Imakefile",
        "Makefiles",
        "ChangeLog",
        "ChangeLogs",
        "README",
        "INSTALL",
        "NEWS",
        "TODO",
        "AUTHORS",
        "COPYING",
        "BUGS",
        "FAQ",
        "THANKS",
        "configure",
        "SConscript",
        "SConstruct",
        "Doxyfile",
        "requirements",
        "DESCRIPTION",
        "NAMESPACE",
        "VERSION",
        "MANIFEST",
        "HACKING",
        "MAINTAINERS",
        "PORTING",
        "NAMING",
        "PROJECTS",
        "LICENSE",
        "CHANGES",
        "Rakefile",
        "Dockerfile",
        "Kconfig",
    ]
)
# suffixes by which a word in prose is taken for a file; no full list, but these are what old projects were made of
_SUFFIXES = (
    r"c|cc|cpp|cxx|C|c\+\+|h|hh|hpp|hxx|H|icc|inl|ipp|f|F|f77|f90|F90|f95|F95|for|inc|py|pyx|pl|pm|t|tcl|tk|sh|csh|bash"
    r"|awk|sed|m|m4|mk|mak|am|ac|in|cmake|java|rb|lua|R|Rd|r|Rnw|S|s|asm|el|scm|lisp|l|y|ll|yy|pro|idl|cl|x|par|hlp|key"
    r"|txt|md|rst|tex|texi|texinfo|html|htm|xml|xsl|css|js|json|yaml|yml|cfg|conf|ini|dat|data|csv|tsv|def|rc|ui|qrc|vi"
    r"|php|sql|pdf|ps|eps|png|gif|jpg|fits|root|gdml|mac|spec|bat|cmd|vcproj|dsp|sln|patch|diff|opts|xpm|kumac|car|cmz"
    r"|cuf|cu|i|d|dtd|xsd"
)
_MENTION = re.compile(
    rf"(?<![\w@/.$-])((?:[\w.+$~-]+/)*[\w+$-][\w.+$-]*\.(?:{_SUFFIXES})"
    r"|(?:[\w.+~-]+/)+(?:Makefile|ChangeLog|README|requirements|SConscript))(?![\w/@-]|\.\w)"
)
_STATUS = re.compile(r"^\s*[MADRCG?!]\s{3,}(\S+)\s*$", re.M)
_NUMBERS = re.compile(r"#|\br\d|[Bb]ug|[Rr]ev|[Ii]ssue|PR\b|\[r")
_ISSUE = re.compile(
    r"(?<!&)(?<!\w)#\s?(\d{1,7})\b|\b(?:[Bb]ug|[Ii]ssue|PR|[Tt]icket)s?[ :]\s?(?:number |no\.? |report )?(\d{1,7})\b"
)
_REVISION = re.compile(r"(?:\b[Rr]ev(?:ision|\.)?\s+|(?<![\w.-])r|\[r)(\d{1,7})\b(?!\.\d|[/-]\d)")
_ANNOUNCING = re.compile(
    r"\b(?:tag(?:ged|ging)?|frozen|releas\w*|created|made|make|new version|version)\b[^\n]{0,60}?$"
    r"|^\s*[*o+!=-]*\s*$|\bversion\s+(?:is|=|to)?\s*$",
    re.I,
)
_MENTIONING = re.compile(
    r"\b(?:requires?|needs?|since|from|previous|depend\w*|on top of|with|use[sd]?|against|of|to|in|after|before"
    r"|compatible|based)\b[^\n]{0,24}$",
    re.I,
)


class Details(NamedTuple):
    """What was found in a text; each name once, in order."""

    items: tuple[str, ...]
    files: tuple[str, ...]
    symbols: tuple[str, ...]
    tags: tuple[str, ...]
    revisions: tuple[str, ...]
    issues: tuple[str, ...]


def dedent(body: str) -> str:
    """Take the common indentation off a text, and blank lines off its ends.

    >>> dedent("\\n\\t* a\\n\\t  b\\n")
    '* a\\n  b'
    """
    if body.startswith("\t"):
        # the usual case by far: one tab, taken off without looking at each line
        text = body[1:].replace("\n\t", "\n")
        return text.strip("\n")
    lines = body.strip("\n").split("\n")
    indents = [len(line) - len(line.lstrip()) for line in lines if line]
    cut = min(indents, default=0)
    return "\n".join([line[cut:] for line in lines]) if cut else "\n".join(lines)


def items_of(text: str) -> tuple[str, ...]:
    """Split a text at its outermost bullets, else at its blank lines; the bullets are taken off.

    >>> items_of("* a.c: one\\n  more\\n* b.c: two"), items_of("first\\n\\nsecond")
    (('a.c: one\\n  more', 'b.c: two'), ('first', 'second'))
    """
    if text.startswith("* "):
        return tuple([part.strip() for part in text[2:].split("\n* ")])
    lines = text.split("\n")
    bullets = [(len(line) - len(line.lstrip()), match[0]) for line in lines if (match := _BULLET.match(line.lstrip()))]
    if not bullets:
        return tuple([part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()])
    depth = min(indent for indent, _ in bullets)
    items: list[list[str]] = []
    for line in lines:
        bare = line.lstrip()
        match = _BULLET.match(bare)
        if match and len(line) - len(bare) <= depth:
            items.append([bare[match.end() :]])
        elif items:
            items[-1].append(line)
        elif bare:
            items.append([bare])
    return tuple(["\n".join(item).strip() for item in items])


def read(text: str) -> Details:
    """Give what a text names.

    Files are those at the heads of items (``* src/a.c, b.c (f, g): text``, the GNU manner); where no item begins
    with files, every word that has the look of a file.
    """
    items = items_of(text)
    files: dict[str, None] = {}
    symbols: dict[str, None] = {}
    for item in items:
        _head(item, files, symbols)
    if not files:
        _mentions(text, files)
    revisions, issues = _numbers(text) if _NUMBERS.search(text) else ((), ())
    return Details(items, tuple(files), tuple(symbols), tags_of(text), revisions, issues)


def _head(item: str, files: dict[str, None], symbols: dict[str, None]) -> None:
    """Take the files and symbols from the head of one item, and the symbols from its further lines."""
    end = _head_end(item)
    if end > 0 and _add_files(item[:end], files):
        for match in _PARENTHESES.finditer(item[:end]):
            _add_symbols(match[1], symbols)
    if "(" in item:
        for match in _SYMBOLS.finditer(item):
            _add_symbols(match[1], symbols)


def _head_end(item: str) -> int:
    """Give the column of the colon that ends the list of files; colons in parentheses and in ``::`` do not count."""
    colon = item.find(":")
    if colon < 0 or colon > 20000:
        return -1
    depth = 0
    if "(" not in item[:colon] and item[colon : colon + 2] != "::":
        return colon
    index = 0
    for match in re.finditer(r"[():]", item[:20000]):
        index = match.start()
        sign = item[index]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif depth <= 0 and item[index + 1 : index + 2] != ":" and item[index - 1 : index] != ":":
            return index
    return -1


def _add_files(head: str, files: dict[str, None]) -> bool:
    """Add the files of a head; False where it is no list of files, but prose that happens to have a colon."""
    bare = _PARENTHESES.sub(" ", head) if "(" in head else head
    if "[" in bare or "<" in bare:
        bare = _ASIDE.sub(" ", bare)
    names = [name for part in bare.replace("\n", " ").split(",") for name in _split_braces(part)]
    known = [name for name in names if is_file(name)]
    if not known or (len(known) < len(names) and (len(known) * 2 < len(names) or _WORDS_OF_PROSE.search(bare))):
        return False
    files.update(dict.fromkeys(known))
    return True


def _split_braces(part: str) -> list[str]:
    return part.replace(" and ", " ").split()


def is_file(word: str) -> bool:
    """Tell whether a word at the head of an item is a file's name."""
    if not _PLAIN_FILE.match(word):
        return False
    name = word.rpartition("/")[2]
    if "." in name.strip("."):
        return any(c.isalpha() for c in name) and name[0] != "-"
    return name in _FILE_NAMES or ("/" in word and any(c.isalpha() for c in word) and not word.startswith("//"))


def _add_symbols(text: str, symbols: dict[str, None]) -> None:
    for part in re.split(r",", text):
        name = " ".join(part.split())
        if name and len(name) < 120 and not _WORDS_OF_PROSE.search(name):
            symbols[name] = None


def _mentions(text: str, files: dict[str, None]) -> None:
    if "." not in text and "/" not in text:
        return
    if "   " in text:
        files.update(dict.fromkeys(match[1] for match in _STATUS.finditer(text) if is_file(match[1])))
    files.update(dict.fromkeys(match[1] for match in _MENTION.finditer(text)))


def tags_of(text: str) -> tuple[str, ...]:
    """Give the package tags that a text announces; those it only mentions (``requires X-00-01-02``) are left out.

    >>> tags_of("* needs Other-00-00-01\\n* Tagging version BoostedGOOS-00-00-05")
    ('BoostedGOOS-00-00-05',)
    """
    if "-0" not in text and "-1" not in text:
        return ()
    found: dict[str, None] = {}
    for match in PACKAGE_TAG.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _ANNOUNCING.search(before) and not _MENTIONING.search(before):
            found[match[1]] = None
    return tuple(found)


def _numbers(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    issues = _once(match[1] or match[2] for match in _ISSUE.finditer(text))
    return _once(match[1] for match in _REVISION.finditer(text)), issues


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

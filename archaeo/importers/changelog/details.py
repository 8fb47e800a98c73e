"""What an entry's text names: items, files, symbols, tags, revisions, issues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from .heads import PACKAGE_TAG

_BULLET = re.compile(r"([*+•o-]|\*\)|-->|->|\d{1,2}[.)])\s+(?=\S)")
_SYMBOLS = re.compile(r"^[^\S\n]*+\(([^()\n]*(?:\n[^()\n]*){0,4}?)\)\s*[:,]", re.M)
_USUAL_HEAD = re.compile(r"[^():]*+(?:\([^()]*+\)[^():]*+)*+:(?!:)")
_PARENTHESES = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_FILE_REVISION = re.compile(r"\b\d+(?:\.\d+)+(?=\s*(?:,|$))|\btags:.*")
_CVS_TAGS = re.compile(r"\btags: ([\w.-]+(?:,\s+[\w.-]+)*)")
_ASIDE = re.compile(r"\[[^\]]*\]|<[^>]*>")
_WORDS_OF_PROSE = re.compile(r"[a-z]+ [a-z]+ [a-z]+", re.I)
_PLAIN_FILE = re.compile(r"[\w$@.+~/{}*?#=%-]+$")
_HIDDEN = re.compile(r"\.[a-z][a-z_-]{2,}$")  # .gitignore, .indent
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
# looked for by its end: that way the text is passed over at the speed of a search for dots
_SUFFIX = re.compile(rf"\.(?:{_SUFFIXES})(?![\w/@-]|\.\w)")
_NAME_END = re.compile(r"/(?:Makefile|ChangeLog|README|requirements|SConscript)(?![\w/@.-])")
_NAME_BEFORE = re.compile(r"(?<![\w@/.$-])(?:[\w.+$~-]+/)*[\w+$-][\w.+$-]*$")
_TAG = re.compile(PACKAGE_TAG.pattern.replace(r"(?<![\w/-])", r"(?<![\w-])(?<![^s]/)"))
_LONGEST_NAME = 400
_STATUS = re.compile(r"^[^\S\n]*+[MADRCG?!]\s{3,}(\S+)\s*$", re.M)
_R_NUMBER = re.compile(r"r\d")
_HASH = re.compile(r"#\s?(\d{1,7})\b")
# one pattern a word, which begins with letters: that way `re` passes over the text three times as fast
_ISSUES = tuple(
    (end, re.compile(rf"{end}(?<=\b{word})s?[ :]\s?(?:number |no\.? |report )?(\d{{1,7}})\b"))
    for end, word in (("ug", "[Bb]ug"), ("ssue", "[Ii]ssue"), ("PR", "PR"), ("icket", "[Tt]icket"))
)
_REVISION = re.compile(r"(?:\b[Rr]ev(?:ision|\.)?\s+|(?<![\w.-])r|\[r)(\d{1,7})\b(?!\.\d|[/-]\d)")
# what stands between the beginning of its line and a tag that is announced ...
_ANNOUNCING = re.compile(
    r"(?:\btag(?:s|ged|ging)?|\bfrozen|\breleas(?:e|ed|es|ing)|\bversion)\b\W*"
    r"(?:\b(?:as|to|with|version|new|the|tag|tags|cvs|svn|in|for|now|is|it|release|package|head|trunk|branch)\b\W*){0,5}$"
    r"|^\s*[*o+!=-]*\s*$",
    re.I,
)
# ... and what says that it is an older one, or another package's
_MENTIONING = re.compile(
    r"\b(?:requires?|required|needs?|needed|since|from|previous|last|older?|depend\w*|on top of|use[sd]?|using|against|"
    r"after|before|compatible|based|revert\w*|back to|see)\b[^\n]{0,24}$",
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
    body = body.strip("\n")
    if body.startswith("\t"):
        # the usual case by far: one tab, taken off without looking at each line
        return body[1:].replace("\n\t", "\n")
    lines = body.split("\n")
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
    # names come again and again: one string for all
    named = tuple(map(intern, files)) if files else ()
    symbolic = tuple(map(intern, symbols)) if symbols else ()
    return Details(items, named, symbolic, tags_of(text), _revisions(text), _issues(text))


def _head(item: str, files: dict[str, None], symbols: dict[str, None]) -> None:
    """Take the files and symbols from the head of one item, and the symbols from its further lines."""
    end = _head_end(item)
    if end > 1 and item[end - 1] == "/" and " " not in item[:end]:
        # cvs2cl: one directory for all files behind it
        folder, item = item[:end], item[end + 1 :].lstrip()
        end = _head_end(item)
        found: dict[str, None] = {}
        if end > 0 and _add_files(item[:end], found):
            files.update(dict.fromkeys(folder + name for name in found))
    elif end > 0 and _add_files(item[:end], files):
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
    if (usual := _USUAL_HEAD.match(item)) and usual.end() <= 20000:
        return usual.end() - 1
    depth = 0
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
    known = _files_of(head)
    for name in known:
        files[name] = None
    return bool(known)


@lru_cache(16384)
def _files_of(head: str) -> tuple[str, ...]:
    bare = _PARENTHESES.sub(" ", head) if "(" in head else head
    if "[" in bare or "<" in bare:
        bare = _ASIDE.sub(" ", bare)
    names = bare.replace(",", " ").replace(" and ", " ").split()
    known = [name for name in names if is_file(name)]
    if not known or (len(known) < len(names) and (len(known) * 2 < len(names) or _WORDS_OF_PROSE.search(bare))):
        return ()
    return tuple(known)


@lru_cache(65536)
def is_file(word: str) -> bool:
    """Tell whether a word at the head of an item is a file's name."""
    if not _PLAIN_FILE.match(word):
        return False
    name = word.rpartition("/")[2]
    if "." in name.strip("."):
        return any(c.isalpha() for c in name) and name[0] != "-"
    return (
        name in _FILE_NAMES
        or bool(_HIDDEN.match(name))
        or ("/" in word and any(c.isalpha() for c in word) and not word.startswith("//"))
    )


def _add_symbols(text: str, symbols: dict[str, None]) -> None:
    if "." in text:
        # cvs2cl: (1.2, tags: FITTER_1_0)
        text = _FILE_REVISION.sub("", text)
    for part in text.split(","):
        name = " ".join(part.split())
        if name and len(name) < 120 and "tags:" not in name and not _WORDS_OF_PROSE.search(name):
            symbols[name] = None


def _mentions(text: str, files: dict[str, None]) -> None:
    if "." not in text and "/" not in text:
        return
    if "   " in text:
        files.update(dict.fromkeys(match[1] for match in _STATUS.finditer(text) if is_file(match[1])))
    for match in sorted([*_SUFFIX.finditer(text), *_NAME_END.finditer(text)], key=lambda match: match.start()):
        # no name is longer; without the bound a line of many megabytes is searched back to its beginning each time
        low = max(0, match.start() - _LONGEST_NAME)
        begin = max(text.rfind(" ", low, match.start()), text.rfind("\n", low, match.start()), low - 1) + 1
        name = _NAME_BEFORE.search(text[begin : match.start()])
        if name and not name[0].startswith("-"):
            files[name[0] + match[0]] = None


def tags_of(text: str) -> tuple[str, ...]:
    """Give the package tags that a text announces; those it only mentions (``requires X-00-01-02``) are left out.

    >>> tags_of("* needs Other-00-00-01\\n* Tagging version BoostedGOOS-00-00-05")
    ('BoostedGOOS-00-00-05',)
    """
    found: dict[str, None] = {}
    if "tags: " in text:
        found.update(dict.fromkeys(tag for match in _CVS_TAGS.finditer(text) for tag in re.split(r",\s+", match[1])))
    if "-0" not in text and "-1" not in text:
        return tuple(found)
    for match in _TAG.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _ANNOUNCING.search(before) and not _MENTIONING.search(before):
            found[match[1]] = None
    return tuple(found)


def _issues(text: str) -> tuple[str, ...]:
    # `in` is a hundred times as fast as the patterns, which few texts need
    hashes = [m[1] for m in _HASH.finditer(text) if _begins(text, m.start())] if "#" in text else []
    found = [(m.start(), m[1]) for end, pattern in _ISSUES if end in text for m in pattern.finditer(text)]
    if not found:
        return _once(hashes) if hashes else ()
    return _once([*hashes, *(number for _, number in sorted(found))])


def _begins(text: str, index: int) -> bool:
    return not index or not (text[index - 1].isalnum() or text[index - 1] in "&_")


def _revisions(text: str) -> tuple[str, ...]:
    if not ("evision" in text or "ev." in text or "rev " in text or _R_NUMBER.search(text)):
        return ()
    return _once(match[1] for match in _REVISION.finditer(text))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

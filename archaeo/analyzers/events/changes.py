"""Many files changed at once, and what for: layout of the text, licence, encoding, or something else.

The signal is the number of files; the message (untabify, licence, UTF-8) only says which kind it is. A change of
licence is also seen where the project's own licence file comes or changes and the message says so; new years, addresses
and names in a notice are no change of licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from statistics import median

from ..externals import libraries
from ..history import History, Step
from . import Event, counted, event, quoted

NAME = "mass change"
OF_FILE = "the licence changed"
"""How an event of the licence file begins; which licence it was only the file's content tells."""
_KINDS = (
    ("licence change", re.compile(r"\b(re-?)?licen[cs](e|es|ed|ing)\b|\bcopyrights?\b|\b[AL]?GPL|\bMIT\b|\bBSD\b")),
    (
        "mass reformat",
        re.compile(
            r"\b(un|de)?-?tabif\w*|\bre-?indent\w*|\bindent(ation|ed|ing)?\b|\bwhite ?spaces?\b|\bre-?format\w*|"
            r"\bre-?styl\w+|\bastyle\b|\bclang-format\b|\b(no|remove|expand|convert)\w* tabs?\b|\bline end\w*|"
            r"\bCR/?LF\b|\beol-style\b|\btrailing (blanks?|spaces?)\b",
            re.I,
        ),
    ),
    (
        "encoding change",
        re.compile(r"\butf-?8\b|\blatin-?1\b|\biso-?8859\b|\bunicode\b|\bencodings?\b|\bcharset\b", re.I),
    ),
)
# a move from one library, language or interface to another takes few files of many, and matters
_PORTED = re.compile(
    r"\b(?:adapt(?:ed|ing|ation|ations)?|port(?:ed|ing)?|conver(?:t|ted|ting|sion)|switch(?:ed|ing)?|migrat(?:e|ed|ing|ion)"
    r"|transition(?:ed|ing)?)\b[^.;:]{0,60}?\bto[ ]+(?:the[ ]+)?(?:new[ ]+)?(?P<what>[A-Za-z][\w+#]*)",
    re.I,
)
# what somebody would name years later: a thing given up, put in another's place, or written anew
_REWORKED = re.compile(
    r"\b(?:re-?writ(?:e|es|ing|ten)|rewrote|re-?implement\w*|re-?design\w*|overhaul\w*|moderni[sz]\w+|re-?structur\w*"
    r"|major re-?(?:work|factor)\w*|full re-?work\w*)\b"
    r"|\b(?:replac(?:e|ed|es|ing)|switch(?:ed|es|ing)?|migrat(?:e|ed|es|ing|ion)|transition(?:ed|ing)?"
    r"|conver(?:t|ted|ting|sion)|port(?:ed|ing)?|upgrad(?:e|ed|ing)|mov(?:e|ed|ing))\b[^.;:]{0,50}?"
    r"\b(?:to|with|by|instead of)\s+(?:the\s+)?(?:new\s+)?"
    r"(?-i:[A-Z][A-Za-z]*[A-Z0-9][\w+#.-]*|[A-Z][a-z]+(?:[ -]?\d[\d.]*)|[a-z]+\d[\w]*|lib[a-z]\w+)"
    r"|\binstead of\s+(?-i:[A-Z]\w+|[a-z]\w*\d\w*|autotools|make\b|autoconf)"
    r"|\b(?:drop|retire|abandon)(?:ped|s|d)?\s+(?:all\s+)?"
    r"(?:support\s+(?:for|of)\s+)?(?:the\s+)?(?-i:[A-Z][\w+#]+|lib\w+)"
    r"|\bpython ?3\b|\bPy3k?\b|\bremov(?:ed|ing|e) (?:all )?(?:support (?:for|of)|legacy)\b",
    re.I,
)
_NO_REWORK = re.compile(r"\b(?:typos?|comments?|merge[ds]?|revert|copyright|version number|strings? to|names?)\b", re.I)
# the name of a library or a format: an abbreviation, one with a version, or lib-something
_NAMES = re.compile(r"\b(?:[A-Z]{3,}[A-Z\d]*(?:-\d+)?|[A-Z][a-z]+ ?\d[\d.]*|lib[a-z]\w+)\b")
_NO_NAMES = frozenset(
    "GNU GPL LGPL BSD MIT TODO README COPYING FSF API CVS SVN URL HTML XML ALL NEW BUG FIX WIP".split()
)
NEW_DAYS = 120
MANY = 20
_LANGUAGES = frozenset(
    "python fortran f java c++ perl tcl r matlab octave idl gdl julia sphinx doxygen docbook latex markdown".split()
)
_LICENCE_FILE = re.compile(r"(?:[^/]+/)?(COPYING|LICEN[CS]E)(\.\w+)?\Z", re.I)
_LICENCE_WORD = re.compile(r"\b(licen[cs]\w*|[AL]?GPL\w*|MIT|BSD)\b", re.I)
_CHANGES = re.compile(
    r"\b(add(ed|ing|s)?|chang(e|ed|ing)|switch\w*|re-?licen\w+|under|now|new|remov\w+|replac\w+|adopt\w*|"
    r"mov(e|ed|ing) to)\b",
    re.I,
)
_TRIFLE = re.compile(
    r"\b(years?|dates?|address\w*|typos?|names?|blurbs?|links?|update\w* copyrights?|diacritics|notes?|minor|"
    r"reorder\w*|bundle\w*|third|20\d\d|fix\w*|generat\w*|licen[cs]e\.\w+)\b",
    re.I,
)


def find(history: History) -> Iterator[Event]:
    """Yield changes that touched far more files than usual, and changes of the licence."""
    usual = median([len(step.modified) for step in history.steps if step.modified] or [1])
    for step in history.steps:
        if len(step.commit.parents) > 1:
            continue  # a merge repeats what was done elsewhere
        touched = len(step.modified)
        # in a package of 15 files it takes most of them, of 50 a third, of more a quarter
        share = 0.6 if touched < 15 else 0.33 if touched < 50 else 0.25
        reworked = step.on_main and _is_reworked(step.subject)
        touched += len(step.added) + len(step.deleted) + len(step.moved) if reworked else 0
        great = reworked and touched >= max(MANY, 6 * usual) and touched >= 0.04 * step.before
        many = touched >= max(10, (4 if touched < 15 else 5) * usual) and touched >= share * step.before
        some = touched >= max(10, 4 * usual) and touched >= 0.1 * step.before
        if some and (kind := _kind(step)):
            yield _change(kind, step)
        elif great or (touched >= max(20, 8 * usual) and _is_ported(step.subject)):
            yield _rework(step, touched)
        elif many:
            yield _change(NAME, step, 12 * _names_what_is_new(history, step))
        elif step.before and step.on_main and _changes_licence(step):
            yield _licence(step)


def _is_reworked(subject: str) -> bool:
    """Tell whether a message says that something was given up, replaced or written anew.

    >>> [_is_reworked(text) for text in ("Drop libint: libcint is the only engine", "CMake instead of autotools")]
    [True, True]
    >>> [_is_reworked(text) for text in ("Port to Python 3", "Switched to double", "Convert comments to Doxygen")]
    [True, False, False]
    """
    return _REWORKED.search(subject) is not None and not _NO_REWORK.search(subject)


def _is_ported(subject: str) -> bool:
    """Tell whether a message says that something was moved to a library or language of a known name.

    >>> _is_ported("Adaptation of the modules to NumPy"), _is_ported("Ported to GTK"), _is_ported("Switched to double")
    (True, True, False)
    """
    match = _PORTED.search(subject)
    what = match["what"].lower().rstrip("0123456789") if match else ""
    return (
        what in _LANGUAGES
        or (match is not None and match["what"] == "reST")
        or any(what == name.lower().rstrip(" 0123456789") for name in _library_names())
    )


@cache
def _library_names() -> frozenset[str]:
    """Give the names of libraries, and of parts of those that stand for several."""
    return frozenset(
        part for one in libraries() for part in re.split(r" and |, ", re.sub(r"(?<=\w) \d.*", "", one.name))
    )


def _kind(step: Step) -> str:
    # what a message says last was done on the way
    first = re.split(r"[.;]\s|\n", step.subject)[0]
    kind = next((kind for kind, pattern in _KINDS if pattern.search(first)), "")
    is_trifle = _TRIFLE.search(step.subject if _LICENCE_WORD.search(step.subject) else step.text)
    return "" if kind == "licence change" and is_trifle else kind


def _changes_licence(step: Step) -> bool:
    """The licence file of the project, few files beside it, and the word."""
    paths = [*step.added, *step.deleted, *step.modified]
    has_file = any(_LICENCE_FILE.match(path) for path in paths) and len(step.added) < 10
    # a licence file that is only edited is a change of licence where the message has a verb for it
    is_new = any(_LICENCE_FILE.match(path) for path in (*step.added, *step.deleted))
    says = _LICENCE_WORD.search(step.subject) and (is_new or _CHANGES.search(step.subject))
    return has_file and bool(says) and not _TRIFLE.search(step.subject)


def _names_what_is_new(history: History, step: Step) -> bool:
    """Whether a message names something, as ICU, that no message of months before had named."""
    names = set(_NAMES.findall(step.subject)) - _NO_NAMES
    before = [other for other in history.steps if (step.day - other.day).days > NEW_DAYS]
    return bool(before) and any(not any(name in other.text for other in before) for name in names)


def _change(kind: str, step: Step, louder: int = 0) -> Event:
    touched = len(step.modified)
    said = f", {quoted(step.subject)}" if step.subject else ""
    title = f"{counted(touched, 'file')} of {step.before} changed at once by {step.who}{said}"
    share = min(100, 100 * touched // max(step.before, 1))
    loudness = {"licence change": 40, "mass reformat": 25, "encoding change": 25}.get(kind, 15) + share // 5 + louder
    loudness -= 10 * (not step.on_main)
    degree = "likely" if kind != NAME else "counted"
    numbers = (("changed", touched), ("files before", step.before))
    why = "far more files than usual" + ("" if kind == NAME else "; the message says what for")
    return event(kind, step, title, loudness, degree=degree, numbers=numbers, why=why)


def _rework(step: Step, touched: int) -> Event:
    title = f"{quoted(step.subject)}, {counted(touched, 'file')} of {step.before} changed at once by {step.who}"
    share = min(100, 100 * touched // max(step.before, 1))
    numbers = (("changed", touched), ("files before", step.before))
    why = "far more files than usual; the message says that something was replaced, given up or written anew"
    names = set(_NAMES.findall(step.subject)) - _NO_NAMES
    loudness = 30 + share // 8 + 10 * (touched >= MANY and bool(names or _is_ported(step.subject)))
    return event(NAME, step, title, loudness, degree="likely", numbers=numbers, why=why)


def _licence(step: Step) -> Event:
    title = f"{OF_FILE}, by {step.who}: {quoted(step.subject)}"
    return event(
        "licence change", step, title, 35, degree="likely", why="a licence file changed, and the message says so"
    )

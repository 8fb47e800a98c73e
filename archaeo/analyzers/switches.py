"""What somebody who builds it can switch: the options of its build files, what they are set to, and what they say.

Reads::

    option(GOOS_GUI "Build the display" OFF)                      CMake
    cmake_dependent_option(GOOS_PLOT "With plots" ON "GOOS_GUI" OFF)
    AC_ARG_ENABLE([mpi], [AS_HELP_STRING([--enable-mpi], [run in parallel (default: no)])])
    option('docs', type : 'boolean', value : false, description : 'write the manual')      Meson
    vars.Add(BoolVariable('debug', 'Build for a debugger', 0))    SCons
    FC ?= gfortran                                                make, also what ifdef and ifeq ask for

Of autoconf the words of the help tell the setting: by its manual ``--disable-x`` is offered for what is on.
Not understood: options made by macros, settings put together by code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .builds.cmake import bare, guards
from .mentions import SOFT_NEWLINE, Lines


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that can be chosen.

    Attributes:
        setting: what it is where nobody chooses, "" where the file does not say.
        says: what the file says it is for, or "".
        under: the options under which it is there at all, or "".
    """

    system: str
    name: str
    setting: str
    says: str
    path: str
    line: int
    under: str = ""


MOST_SAID, MOST_OF_A_MACRO = 90, 500
_COMMAND = re.compile(
    r"^[ \t]*(?P<name>option|cmake_dependent_option|set)[ \t]*\((?P<said>(?:[^()\"]|\"(?:[^\"\\]|\\.)*\""
    r"|\([^()]*\))*)\)",
    re.M | re.I,
)
_WORDS = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"]+')
# what every build by CMake has is no choice of this one
_USUAL = re.compile(r"CMAKE_\w+|\w*_(?:DIR|DIRS|PATH|LIBRARY|LIBRARIES|INCLUDES?|ROOT|FOUND|VERSION|PREFIX)", re.I)


def find(texts: Mapping[str, str]) -> tuple[Switch, ...]:
    """Give the options by the file and line in which they stand; of one that stands in several files the first.

    Args:
        texts: of build files by their paths, in the order in which they are asked.
    """
    found: dict[tuple[str, str], Switch] = {}
    for path, text in texts.items():
        for one in _read(path, text):
            known = found.setdefault((one.system, one.name), one)
            if known is not one and known.path == path and known.setting != one.setting:
                found[one.system, one.name] = _either(known, one)
    return tuple(found.values())


def _either(known: Switch, other: Switch) -> Switch:
    """Join an option that one file sets in two ways, under different conditions."""
    both = " or ".join(dict.fromkeys([*known.setting.split(" or "), other.setting]))
    return Switch(known.system, known.name, both, known.says, known.path, known.line, known.under)


def _read(path: str, text: str) -> Iterator[Switch]:
    name = path.rpartition("/")[2]
    for pattern, reader in _READERS:
        if pattern.fullmatch(name):
            yield from reader(path, text)


def _cmake(path: str, text: str) -> Iterator[Switch]:
    without = bare(text)
    lines, under = Lines(without), guards(without)
    for match in _COMMAND.finditer(without):
        words = [word.strip('"') for word in _WORDS.findall(match["said"])]
        line = lines.at(match.start("name"))
        made = _cmake_said(match["name"].lower(), words)
        if made and "$" not in made[0]:
            yield Switch("CMake", made[0], made[1], _cut(made[2]), path, line, under.get(line, ""))


def _cmake_said(command: str, words: list[str]) -> tuple[str, str, str] | None:
    """Give name, setting and description."""
    if command == "option" and words:
        # without a value it is OFF, by the manual
        return words[0], (words[2] if len(words) > 2 else "OFF"), (words[1] if len(words) > 1 else "")
    if command == "cmake_dependent_option" and len(words) > 3:
        needs = words[3].replace(";", " and ")
        return words[0], words[2], f"{words[1]}; only with {needs}"
    if command == "set" and "CACHE" in words and "FORCE" not in words:
        place = words.index("CACHE")
        kind = words[place + 1] if len(words) > place + 1 else ""
        says = "".join(words[place + 2 : place + 3])
        if kind in ("BOOL", "STRING") and says and not _USUAL.fullmatch(words[0]):
            return words[0], " ".join(words[1:place]), says
    return None


_ARG = re.compile(r"\bAC_ARG_(?P<kind>ENABLE|WITH)[ \t]*\([ \t\n]*\[?[ \t]*(?P<name>[\w.+-]*\w)(?![\w$-])[ \t]*\]?")
_HELP = re.compile(
    r"(?:A[CS]_HELP_STRING[ \t]*\([ \t\n]*\[+(?P<flag>--[^\]\n]*)\]+[ \t\n]*,[ \t\n]*\[*(?P<says>[^\]]*)"
    r"|\[+\s*(?P<bare>--[\w.+@:=<>-]+(?:\[?=[^\s\]]*\]?)?)\s+(?P<told>[^\]]*))"
)
_DEFAULT = re.compile(
    r"\bdefault(?:(?:s to|ed to| is|[ \t]*[:=])[ \t]*[\"'`]?(?P<value>[\w./$@{}-]+)"
    r"|[ \t]+[\"'`]?(?P<plain>yes|no|on|off|auto|enabled|disabled|none|all)\b)",
    re.I,
)
_BY_DEFAULT = re.compile(r"\b(?P<value>on|off|enabled|disabled)\)? by default\b", re.I)


def _autoconf(path: str, text: str) -> Iterator[Switch]:
    without = re.sub(r"^[ \t]*(?:dnl\b|#)[^\n]*", "", text, flags=re.M)
    without = without.replace("@<:@", "(").replace("@:>@", ")")  # brackets that m4 is not to see
    lines = Lines(without)
    for match in _ARG.finditer(without):
        kind = match["kind"].lower()
        rest = without[match.end() : match.end() + MOST_OF_A_MACRO].partition("AC_ARG_")[0]
        said = _HELP.search(rest)
        flag = (said["flag"] or said["bare"] or "") if said else ""
        says = " ".join(((said["says"] or said["told"] or "") if said else "").replace("[", "").split()).rstrip(" ,")
        says = says.rstrip(")") if says.count("(") < says.count(")") else says
        name = f"--{kind}-{match['name']}"
        yield Switch("configure", name, _autoconf_setting(flag, says), _cut(says), path, lines.at(match.start()))


def _autoconf_setting(flag: str, says: str) -> str:
    told = _BY_DEFAULT.search(says) or _DEFAULT.search(says)
    if told:
        value: str = next(filter(None, told.groups()))
        return {"enabled": "yes", "disabled": "no", "on": "yes", "off": "no"}.get(value.lower(), value)
    if flag.startswith(("--disable-", "--without-")):
        return "yes"
    return "no" if flag.startswith("--enable-") and "=" not in flag else ""


_MESON = re.compile(r"^[ \t]*option[ \t]*\((?P<said>(?:[^()']|'[^'\n]*'|\([^()]*\))*)\)", re.M)


def _meson(path: str, text: str) -> Iterator[Switch]:
    lines = Lines(text)
    for match in _MESON.finditer(text):
        name = re.match(r"\s*'([^']+)'", match["said"])
        value = re.search(r"\bvalue\s*:\s*(?:'([^']*)'|([\w\[\]]+))", match["said"])
        says = re.search(r"\bdescription\s*:\s*'([^']*)'", match["said"])
        if name:
            setting = (value[1] or value[2] or "") if value else ""
            yield Switch("Meson", name[1], setting, _cut(says[1] if says else ""), path, lines.at(match.start()))


_SCONS = re.compile(
    r"\b(?:(?:Bool|Enum|List|Package|Path)(?:Variable|Option)|(?:vars|opts|options|variables)\.Add)[ \t]*\(\s*\(?\s*"
    r"[\"'](?P<name>\w+)[\"']\s*,\s*(?P<says>(?:[\"'][^\"'\n]*[\"']\s*)+),\s*(?P<value>[\"'][^\"'\n]*[\"']|[\w.]+)"
)


def _scons(path: str, text: str) -> Iterator[Switch]:
    lines = Lines(text)
    for match in _SCONS.finditer(text):
        says = " ".join(re.findall(r"[\"']([^\"'\n]*)[\"']", match["says"]))
        value = match["value"].strip("\"'")
        yield Switch("SCons", match["name"], value, _cut(says), path, lines.at(match.start()))


_SET = re.compile(r"^[ ]*(?:export[ \t]+)?(?P<name>[A-Za-z]\w*)[ \t]*(?P<how>\?=|:?=)[ \t]*(?P<value>[^\n#]*)", re.M)
_ASKS = re.compile(
    r"^[ \t]*(?:ifn?def[ \t]+\$?\(?(?P<name>\w+)"
    r"|ifn?eq[ \t]*\([ \t]*\$[({](?P<other>\w+)[)}][ \t]*,[ \t]*(?P<value>[\w.-]*))",
    re.M,
)
_NO_CHOICE = frozenset(
    "CC CXX FC F77 F90 LD AR RANLIB CFLAGS CXXFLAGS CPPFLAGS FFLAGS FCFLAGS LDFLAGS LIBS UNAME OS OSTYPE HOST HOSTNAME "
    "ARCH MACHINE SHELL MAKE MAKECMDGOALS MAKELEVEL MAKEFLAGS DESTDIR PREFIX prefix COMSPEC ComSpec SYSTEM PLATFORM "
    "VERSION TARGET SRC OBJ".split()
)
_COMPILERS = ("CC", "CXX", "FC", "F77", "F90")


def _make(path: str, text: str) -> Iterator[Switch]:
    """Yield what is set only where nobody set it before, and what conditions ask for."""
    joined = re.sub(r"\\[ \t]*\n", SOFT_NEWLINE, text)
    lines = Lines(joined)
    values: dict[str, tuple[str, str, int]] = {}
    for match in _SET.finditer(joined):
        value = " ".join(match["value"].replace(SOFT_NEWLINE, " ").split())
        values.setdefault(match["name"], (match["how"], value, lines.at(match.start("name"))))
    for name, (how, value, line) in values.items():
        if how == "?=" and (name in _COMPILERS or name not in _NO_CHOICE) and "$(shell" not in value:
            yield Switch("make", name, value, "", path, line)
    for match in _ASKS.finditer(joined):
        name = match["name"] or match["other"]
        how, value, line = values.get(name, ("", "", 0))
        if how == "?=" or name in _NO_CHOICE or "$" in value or not _is_like(name):
            continue
        if line or match["name"]:
            yield Switch("make", name, value if line else "not set", "", path, line or lines.at(match.start()))


def _is_like(name: str) -> bool:
    """Whether a variable that a condition asks for is one that a user sets: what a makefile works out is not."""
    return bool(
        re.search(
            r"(?:^|_)(?:WITH|WITHOUT|USE|USING|ENABLE|DISABLE|BUILD|HAVE|DEBUG|NO|MPI|OPENMP|STATIC|PROFILE|OPT)(?:_|$)",
            name,
            re.I,
        )
    )


_READERS: tuple[tuple[re.Pattern[str], Callable[[str, str], Iterator[Switch]]], ...] = (
    (re.compile(r"CMakeLists\.txt|.*\.cmake", re.I), _cmake),
    (re.compile(r"configure\.(?:ac|in)|acinclude\.m4"), _autoconf),
    (re.compile(r"meson_options\.txt|meson\.options"), _meson),
    (re.compile(r"SCons(?:truct|cript)|.*\.scons", re.I), _scons),
    (re.compile(r"(?:GNU)?[Mm]akefile(?:\.inc|\.conf|\.\w*config)?|[Mm]ake\.inc|.*\.mk"), _make),
)


def _cut(text: str) -> str:
    text = " ".join(text.replace("\\n", " ").replace('\\"', '"').split())
    return text if len(text) <= MOST_SAID else text[: MOST_SAID - 1].rsplit(" ", 1)[0] + "…"


def files(paths: Iterable[str]) -> tuple[str, ...]:
    """Give those of the paths that are read, the topmost first."""
    wanted = (p for p in paths if any(pattern.fullmatch(p.rpartition("/")[2]) for pattern, _ in _READERS))
    return tuple(sorted(wanted, key=lambda path: (path.count("/"), path)))

"""What came when: the first tests, continuous integration, documentation, each way to build it, and what of it went.

Known by the names of files and folders alone. A way to build is told of files in the top folder or one below; what came
with the first change is older than the history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .history import History, Step
from .inventory import language_of
from .releases import is_put_in

DEEPEST = 1
TRIAL_DAYS = 30
_FOLDER = r"(?:^|/)(?:{})/"
_WORK = (
    ("tests", re.compile(_FOLDER.format(r"(?:unit|regress\w*)?[-_]?(?:tests?|testsuite|checks)[-_]?\w{0,8}"), re.I)),
    (
        "continuous integration",
        re.compile(
            r"^(?:\.travis\.yml|\.gitlab-ci\.yml|\.?appveyor\.yml|Jenkinsfile|\.drone\.yml|azure-pipelines\.yml|"
            r"\.cirrus\.yml|bitbucket-pipelines\.yml|\.github/workflows/.+|\.circleci/.+|\.buildkite/.+)\Z"
        ),
    ),
    ("documentation", re.compile(_FOLDER.format(r"docs?|documentation|manuals?|userguide|man"), re.I)),
)
_BUILDS = (
    ("autoconf", r"configure\.(?:ac|in)"),
    ("CMake", r"CMakeLists\.txt"),
    ("Ant", r"build\.xml"),
    ("Maven", r"(?:pom|project)\.xml"),
    ("Gradle", r"build\.gradle(?:\.kts)?"),
    ("SCons", r"SConstruct"),
    ("Waf", r"wscript"),
    ("Meson", r"meson\.build"),
    ("setup.py", r"setup\.py"),
    ("pyproject.toml", r"pyproject\.toml"),
    ("Makefile.PL", r"Makefile\.PL"),
    ("Build.PL", r"Build\.PL"),
    ("imake", r"Imakefile"),
    ("CMT", r"requirements"),
    ("make", r"(?:GNU)?[Mm]akefile(?:\.[\w-]+)?"),
    ("Visual Studio", r"[^/]+\.(?:sln|dsw|vcproj|vcxproj|dsp)"),
    ("Xcode", r"project\.pbxproj"),
)
_CMT = "cmt/requirements"
_BUILD_NAMES = tuple((name, re.compile(pattern)) for name, pattern in _BUILDS)
_OF_TOOLS = re.compile(r"[Mm]akefile\.(?:am|in)\Z")


@dataclass(frozen=True, slots=True)
class First:
    """Something that came.

    Attributes:
        what: ``tests``, ``continuous integration``, ``documentation``, ``built with CMake``.
        came: the change that brought it; ``is_first`` where the history begins with it.
        path: the first file of it.
        went: the change that took the last file of it away, None where it is still there.
    """

    what: str
    came: Step
    is_first: bool
    path: str
    went: Step | None = None


def find(history: History) -> tuple[First, ...]:
    """Give what came, by the day it came; what was gone within a month was tried, or came with a library."""
    steps = sorted((step for step in history.steps if step.on_main), key=lambda step: step.commit.date)
    if not steps:
        return ()
    start = next((step for step in steps if step.added), steps[0])
    alive: dict[str, set[str]] = {}
    first: dict[str, tuple[Step, str]] = {}
    gone: dict[str, Step] = {}
    for step in steps:
        for path in (*step.deleted, *(old for old, _ in step.moved)):
            for what in _kinds(path):
                alive.get(what, set()).discard(path)
        # what is changed is there, though a converter's own commit may have brought it
        for path in sorted((*step.added, *step.modified, *(new for _, new in step.moved))):
            for what in _kinds(path):
                alive.setdefault(what, set()).add(path)
                first.setdefault(what, (step, path))
        for what, paths in alive.items():
            if paths:
                gone.pop(what, None)
            else:
                gone.setdefault(what, step)
    rows = [
        First(what, step, step.day == start.day, path, gone.get(what))
        for what, (step, path) in first.items()
        if what not in gone or (gone[what].day - step.day).days >= TRIAL_DAYS
    ]
    return tuple(sorted(rows, key=lambda row: (row.came.commit.date, row.what)))


def _kinds(path: str) -> Iterator[str]:
    if is_put_in(path):
        return
    is_program = language_of(path)[1] == "code"
    of_work = [what for what, pattern in _WORK if pattern.search(path)]
    # a package that is called manual is a program's
    yield from (what for what in of_work if not (what == "documentation" and is_program))
    name = path.rpartition("/")[2]
    if of_work or path.count("/") > DEEPEST or _OF_TOOLS.search(name):
        return
    for tool, kind in _BUILD_NAMES:
        if kind.fullmatch(name):
            # a file of this name is Python's list of what it needs, but in CMT's folder
            if tool != "CMT" or path.endswith(_CMT):
                yield f"built with {tool}"
            return

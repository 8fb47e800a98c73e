"""How it is tried: what runs its tests, how their outcome is read, what they are compared with, and what to run first.

Read are names of files, and the texts of the machines that built it after each change (Travis, GitHub, GitLab and
their kin), whose commands were once true. Nothing is run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

from .inventory import language_of
from .recipes import Tests, is_other_state


@dataclass(frozen=True, slots=True)
class Examples:
    """A folder of examples.

    Attributes:
        first: the file to begin with: a README, or one whose name says so; "" where none does.
    """

    folder: str
    files: int
    first: str


@dataclass(frozen=True, slots=True)
class Trials:
    """What is known of trying it.

    Attributes:
        outcome: how the result of the tests is read, "" where that is not known.
        script: a program of the project's own that runs all tests, or "".
        expected: (files that hold what tests are to give, the first of them), (0, "") for none.
        data: (files of data that lie beside the tests, their folder).
        machines: (command, place) by which a machine tested each change.
    """

    outcome: str
    script: str
    expected: tuple[int, str]
    data: tuple[int, str]
    machines: tuple[tuple[str, str], ...]
    examples: tuple[Examples, ...]


MOST_MACHINES, MOST_EXAMPLES = 4, 3
# what a command prints in the end; the first that fits
_OUTCOMES = (
    (r"\bctest\b", "the last lines tell how many passed and name those that failed; --output-on-failure shows why"),
    (r"make check", "each test gives PASS or FAIL, test-suite.log has the rest"),
    (r"\bpytest\b", "the last line counts passed and failed"),
    (r"nosetests|unittest|setup\.py test", "the last line is OK or FAILED"),
    (r"R CMD check", "it ends with Status: OK, or counts errors, warnings and notes"),
    (r"\bprove\b|Build test", "it ends with Result: PASS or FAIL"),
    (r"gradlew? ", "BUILD SUCCESSFUL, or a report in build/reports/tests"),
    (r"\bmvn ", "BUILD SUCCESS, or reports in target/surefire-reports"),
    (r"\bant ", "BUILD SUCCESSFUL or BUILD FAILED"),
)
_SCRIPT = re.compile(
    r"(?:[^/]*/){0,2}(?:[a-z]*_?run_?(?:all_?)?tests?|[a-z]+runtests|test_?all\w*|all_?tests|run_?regression\w*|run_?suite|runtests_all)"
    r"\.(?:m|sh|csh|py|pl|pro|R|tcl|bat|bash)",
    re.I,
)
_EXPECTED = re.compile(
    r"(?:.*/)?(?:[^/]*\.(?:ref|expected|expect|Rout\.save|gold|golden|baseline|exp)|[^/]*(?:expected|reference|baseline|_ref)[^/]*\.\w+)"
    r"|.*/(?:expected|reference|baselines?|ref|refs|gold|golden|expected[_-]?\w*)/.*",
    re.I,
)
_CI = re.compile(
    r"\.travis\.yml|\.gitlab-ci\.ya?ml|\.?appveyor\.yml|\.github/workflows/[^/]+\.ya?ml|\.circleci/config\.yml|azure-pipelines\.yml"
    r"|Jenkinsfile|\.cirrus\.yml|\.drone\.yml|bitbucket-pipelines\.yml"
)
_RUNS = re.compile(
    r"(?:\bctest\b|\bmake\b[^&|;#]*\b(?:check|test|tests|distcheck)\b|\bpytest\b|\bnosetests\b"
    r"|\bpython3? -m unittest\b|\bsetup\.py test\b"
    r"|\bR CMD check\b|\bmvn\b[^&|;#]*\b(?:test|verify|install)\b|gradlew?\b[^&|;#]*\b(?:test|check"
    r"|build)\b|\bprove\b|\bBuild test\b|\btox\b"
    r"|\bant\b[^&|;#]*\btest\b|\brun_?tests?\w*\b|\bninja\b[^&|;#]*\btest\b|\bmeson test\b|\bscons\b[^&|;#]*\btest\b)"
)
_NO_COMMAND = re.compile(
    r"\b(?:pip3?|apt(?:-get)?|conda|brew|install|echo|name|cat)\b(?!.*&&)|^\s*(?:#|name:|- name:|[\w-]+:\s*\Z)"
)
_EXAMPLES = re.compile(
    r"(?P<folder>(?:[^/]+/){0,2}(?:examples?|demos?|samples?|tutorials?|example_\w+|cookbook))/", re.I
)
_FIRST = (
    re.compile(r"README[^/]*", re.I),
    re.compile(
        r"(?:[^/]*[_-])?(?:hello\w*|simple\w*|basic\w*|first\w*|quick\w*|minimal\w*|getting[_-]?started\w*)\.\w+", re.I
    ),
    re.compile(r"(?:example|demo|ex|tutorial)[_-]?0*1\.\w+|(?:example|demo|tutorial)\.\w+", re.I),
)
_VENDORED = re.compile(r"(?:^|/)(?:extern\w*|third[_-]?party|vendor\w*|node_modules|contrib|packaging\w*)/", re.I)


def find(files: Iterable[SourceFile], tests: Tests | None) -> Trials:
    """Give what is known of trying the newest state; ``tests`` are those of its recipe."""
    known = {file.path: file for file in files if file.link is None}
    folders = tuple(folder for folder, _ in tests.folders) if tests else ()
    inside = [path for path in sorted(known) if path.startswith(tuple(f"{f}/" for f in folders if f != "."))]
    machines = tuple(dict.fromkeys(_machines(known)))[:MOST_MACHINES]
    command = tests.command if tests and tests.command else machines[0][0] if machines else ""
    expected = [path for path in inside if _EXPECTED.fullmatch(path)]
    return Trials(
        next((words for pattern, words in _OUTCOMES if re.search(pattern, command)), ""),
        _script(known),
        (len(expected), expected[0] if expected else ""),
        # a program of Perl's tests is no data, whatever its suffix says
        _data([path for path in inside if path not in set(expected) and not path.endswith(".t")]),
        machines,
        tuple(_examples(known)),
    )


def _script(known: Mapping[str, SourceFile]) -> str:
    found = [path for path in known if _SCRIPT.fullmatch(path) and not _VENDORED.search(path)]
    return min(found, key=lambda path: (path.count("/"), path), default="")


def _data(paths: Sequence[str]) -> tuple[int, str]:
    """Give how many files of data lie beside the tests, and the folder that has most."""
    folders = Counter(path.rpartition("/")[0] for path in paths if language_of(path)[1] == "data")
    best = min(folders, key=lambda folder: (-folders[folder], folder), default="")
    return sum(folders.values()), best


def _machines(known: Mapping[str, SourceFile]) -> Iterator[tuple[str, str]]:
    """Yield the commands that test, each command once."""
    seen: set[str] = set()
    for path in sorted(known):
        if not _CI.fullmatch(path):
            continue
        try:
            text = decoded(known[path].read()[:100_000])
        except ArchaeoError:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            command = _command(line)
            if command and command not in seen:
                seen.add(command)
                yield command, f"{path}:{number}"


def _command(line: str) -> str:
    """Give the command of a line that runs tests, "" for any other."""
    if not _RUNS.search(line) or _NO_COMMAND.search(line):
        return ""
    bare = re.sub(
        r"^\s*(?:- )?(?:(?:run|script|after_success|command|sh|bat|test_script|cmd): *[|>]?)?\s*(?:- )?", "", line
    )
    bare = bare.strip().strip("\"'").strip(" ;\\")
    if bare.count('"') % 2:
        bare = bare.rstrip("])}, ").rstrip('"')  # a string of a program
    return bare if 3 < len(bare) <= 120 and "uses:" not in line else ""


def _examples(known: Mapping[str, SourceFile]) -> Iterator[Examples]:
    inside: dict[str, list[str]] = {}
    for path in sorted(known):
        match = None if is_other_state(path) or _VENDORED.search(path) else _EXAMPLES.match(path)
        if match and not re.match(r"(?:.*/)?(?:tests?|docs?)/", f"{match['folder']}/", re.I):
            inside.setdefault(match["folder"], []).append(path)
    ranked = sorted(inside, key=lambda folder: (folder.count("/"), -len(inside[folder]), folder))
    for folder in ranked[:MOST_EXAMPLES]:
        yield Examples(folder, len(inside[folder]), _first(folder, inside[folder]))


def _first(folder: str, paths: Sequence[str]) -> str:
    near = sorted(paths, key=lambda path: (path.count("/"), path))
    for pattern in _FIRST:
        for path in near:
            if path.count("/") <= folder.count("/") + 2 and pattern.fullmatch(path.rpartition("/")[2]):
                return path
    return ""

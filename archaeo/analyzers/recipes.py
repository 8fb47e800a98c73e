"""How it is fetched, built and tested, as its topmost build files have it, in the commands of today.

Read are names of files, and the texts of the few build files near the top; nothing is run. That a file with the name of
a build system was used by it is likely and no more, and so is a command that follows from it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

from .atlas import Atlas
from .records import Scan

DEEPEST = 2
LASTING = timedelta(days=31)
FEWEST = 2
"""Files called tests that make a suite where no build runs them."""
MOST_READ = 200
"""Build files whose texts are read, those nearest the top first."""

_PYPROJECT = re.compile(r"^\[(?:project|build-system|tool\.poetry)\b", re.M)
# system, names of its files, its command; the surer ones first
_SYSTEMS: tuple[tuple[str, str, str], ...] = (
    ("Gradle", r"build\.gradle(?:\.kts)?", "gradle build"),
    ("Maven", r"pom\.xml", "mvn package"),
    ("CMake", r"CMakeLists\.txt", "cmake -S {folder} -B build && cmake --build build"),
    ("Meson", r"meson\.build", "meson setup build {folder} && ninja -C build"),
    ("autotools", r"configure\.(?:ac|in)", "./configure && make"),
    ("Module::Build", r"Build\.PL", "perl Build.PL && ./Build"),
    ("MakeMaker", r"Makefile\.PL", "perl Makefile.PL && make"),
    ("setuptools", r"setup\.py|pyproject\.toml", "pip install {folder}"),
    ("R", r"DESCRIPTION", "R CMD INSTALL {folder}"),
    ("Ant", r"build\.xml", "ant"),
    ("SCons", r"SConstruct", "scons"),
    ("waf", r"wscript", "./waf configure build"),
    ("imake", r"Imakefile", "xmkmf -a && make"),
    ("make", r"(?:GNU)?[Mm]akefile", "make"),
    ("qmake", r"[\w+-]+\.pro", "qmake {file} && make"),
    ("Lazarus", r".+\.lpi", "lazbuild {file}"),
    ("Delphi", r".+\.(?:dproj|bdsproj|dof|dpr)", "Delphi, with {file}"),
    ("C++Builder", r".+\.(?:bpr|cbproj)", "C++Builder, with {file}"),
    ("Xcode", r"project\.pbxproj", "xcodebuild -project {folder}"),
    ("Visual Studio", r".+\.(?:sln|vcxproj|vcproj|vfproj|csproj|dsw|dsp)", "msbuild {file}"),
)
_ONE_EACH = ("Lazarus", "Xcode", "qmake")
MOST_PROGRAMS = 3
_NAMES = tuple((re.compile(name), place) for place, (_, name, _) in enumerate(_SYSTEMS))
# what a configure writes, and what a script makes of others
_BOOTSTRAPS = ("autogen.sh", "bootstrap", "bootstrap.sh", "buildconf")
_TEXTS = re.compile(
    r"CMakeLists\.txt|configure\.(?:ac|in)|acinclude\.m4|(?:GNU)?[Mm]akefile(?:\.am|\.in|\.inc)?|Makevars(?:\.in)?"
    r"|build\.(?:gradle(?:\.kts)?|xml)|pom\.xml|setup\.(?:py|cfg)|pyproject\.toml|DESCRIPTION|\.gitmodules|[\w.-]+\.cmake"
    r"|meson(?:\.build|\.options|_options\.txt)|SCons(?:truct|cript)|wscript|(?:Makefile|Build)\.PL|[Mm]ake\.inc"
    r"|gradle-wrapper\.properties|project\.properties"
)
MOST_PROJECTS = 20
"""Files ending in .pro whose texts tell qmake's from IDL's."""
_DEMANDS = (
    (
        "C++",
        r"CMAKE_CXX_STANDARD[ \t]+\"?(\d\d)\b|\bcxx_std_(\d\d)\b|-std=(?:c|gnu)\+\+(\d\w)\b"
        r"|STDCXX(?:_|\(\[?)(\d\d)\b|\bCXX_STD[ \t]*=[ \t]*CXX(\d\d)",
    ),
    ("C", r"CMAKE_C_STANDARD[ \t]+\"?(\d\d)\b|-std=(?:c|gnu)(99|11|17|23)\b|AC_PROG_CC_C(99)\b"),
    (
        "Java ",
        r"sourceCompatibility[ \t]*=?[ \t]*(?:JavaVersion\.VERSION_)?[\"']?([\d._]+)"
        r"|<(?:source|release|maven\.compiler\.(?:source|release))>([\d.]+)<|<javac\b[^<>]*\bsource=\"([\d.]+)\""
        r"|^javac\.source=([\d.]+)|name=\"(?:ant\.build\.)?javac\.source\"\s+value=\"([\d.]+)\"",
    ),
    (
        "Perl ",
        r"\bMIN_PERL_VERSION\W+=>\s*[\"']?v?([\d.]+)|^[ \t]*+(?:use|require)\s+v?(5[.\d_]*)\s*;"
        r"|^[ \t]*+[\"']?perl[\"']?\s*=>\s*[\"']?v?(5[\d._]*)",
    ),
    ("Python ", r"(?:python_requires|requires-python)[ \t]*=[ \t]*[\"']?([^\"'\n]+)"),
)
_DEMANDED = tuple((what, re.compile(pattern, re.M)) for what, pattern in _DEMANDS)
_FETCHES = re.compile(
    r"(?:\burl\b[ \t]*=?[ \t]*\(?[ \t]*(?:uri\()?[\"']|<url>)https?://(?P<host>[\w.-]+)|\b(?P<jcenter>jcenter)\(\)"
)
GONE = {
    "dl.bintray.com": "2021",
    "jcenter": "2024",
    "jcenter.bintray.com": "2024",
    "codehaus.org": "2015",
    "download.java.net": "2017",
    "dev.java.net": "2017",
    "googlecode.com": "2016",
    "code.google.com": "2016",
    "berlios.de": "2014",
    "gna.org": "2017",
    "gitorious.org": "2015",
    "codeplex.com": "2021",
    "tigris.org": "2020",
    "rubyforge.org": "2014",
    "alioth.debian.org": "2018",
    "fedorahosted.org": "2017",
    "travis-ci.org": "2021",
    "gforge.inria.fr": "2021",
}
"""Hosts that things were fetched from, and the year since which that cannot be done."""
_ASIDE = re.compile(r"(?:^|/)(?:docs?|manuals?|tests?|examples?|contrib|extern\w*|third\w*)/", re.I)
_UNPACKED = re.compile(r"(?:^|/)[A-Za-z][\w+]*-\d+(?:\.\d+)+[a-z]?/")
"""A release of somebody else's, as ``zlib-1.2.3/``."""
_SUBMODULE = re.compile(r"^\[submodule[^\]]*\]\s*\n(?P<rows>(?:[ \t]*[^\[\n][^\n]*\n?)*)", re.M)
_TEST_FOLDER = re.compile(
    r"(?P<folder>(?:.*/)?(?:tests?|testing|test-?suites?|[a-z]*_?tests|regress(?:ion)?|unit-?tests?|t))/", re.I
)
_TEST_FILE = re.compile(r"(?:test_[^/]*|[^/]*_test)\.(?:py|cc?|cpp|pl|rb)|[^/]*Tests?\.java|[^/]+\.t")
# what tests rest on, and what runs them where no build does
_FRAMEWORKS = (
    (r"pytest", "pytest", "pytest {folder}"),
    (r"nose(?:\..*)?", "nose", "nosetests {folder}"),
    (r"unittest2?", "unittest", "python -m unittest discover {folder}"),
    (r"testthat|tinytest|RUnit", "{name}", "R CMD check"),
    (r"Test::\w+|Test", "{name}", "prove -lr {folder}"),
    (r"org\.junit.*|junit\..*", "JUnit", ""),
    (r"cppunit/.*", "CppUnit", ""),
    (r"gtest/.*", "GoogleTest", ""),
    (r"(?:.*/)?catch\w*\.hpp|catch2/.*", "Catch", ""),
    (r"boost/test/.*", "Boost.Test", ""),
)
_KNOWN = tuple((re.compile(pattern), name, command) for pattern, name, command in _FRAMEWORKS)


@dataclass(frozen=True, slots=True)
class Tests:
    """What is there to test it with.

    Attributes:
        folders: (folder, files in it), most files first.
        framework: what the tests rest on, "" for none known.
        command: that runs them, "" where nothing tells.
        evidence: the place that tells the command.
    """

    folders: tuple[tuple[str, int], ...]
    framework: str
    command: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is fetched, built and tested.

    Attributes:
        commands: (command, file it follows from), the surest first; more than one where it can be built in two ways.
        demands: (standard or version of a language, place that asks for it).
        submodules: (folder, where it comes from, place that says so) of parts that lie in repositories of their own.
        hosts: (host that the build fetches from, year since which it is gone or "", place).
        tests: None where next to nothing is called a test.
        texts: of the build files that were read, by their paths, those nearest the top first.
    """

    commands: tuple[tuple[str, str], ...]
    demands: tuple[tuple[str, str], ...]
    submodules: tuple[tuple[str, str, str], ...]
    hosts: tuple[tuple[str, str, str], ...]
    tests: Tests | None
    texts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


def find(files: Iterable[SourceFile], scan: Scan) -> Recipe:
    """Give how the newest state is built; the scan is of the same files."""
    known = {file.path: file for file in files if file.link is None}
    texts = dict(_read(known))
    return Recipe(
        tuple(_commands(known, texts)),
        tuple(_demands(texts)),
        tuple(_submodules(texts.get(".gitmodules", ""), known)),
        tuple(_hosts(texts)),
        _tests(known, texts, scan),
        texts,
    )


def _read(known: Mapping[str, SourceFile]) -> Iterator[tuple[str, str]]:
    """Yield the texts of build files, those nearest the top first."""
    near = sorted((path for path in known if depth(path) <= DEEPEST), key=lambda path: (depth(path), path))
    wanted = [path for path in near if _TEXTS.fullmatch(path.rpartition("/")[2])][:MOST_READ]
    for path in [*wanted, *[path for path in near if path.endswith(".pro")][:MOST_PROJECTS]]:
        try:
            yield path, decoded(known[path].read()[:200_000]).replace("\r\n", "\n")
        except ArchaeoError:
            continue  # the scan has told it


def depth(path: str) -> int:
    """Give how deep a file lies below the top of its project.

    Where a repository holds Subversion's folders as they are, the project is in ``trunk``; a branch, or the state of a
    tag, is not what is built today. A bundle of Xcode's counts as one file.

    >>> depth("CMakeLists.txt"), depth("trunk/gui/goos.lpi"), depth("tags/1.0/goos.lpi") > 9
    (0, 1, True)
    """
    if is_other_state(path):
        return _FAR + path.count("/")
    return path.removeprefix("trunk/").count("/") - path.endswith(".xcodeproj/project.pbxproj")


_FAR = 10


def is_other_state(path: str) -> bool:
    """Whether a file is of a branch or a tag, where a repository holds these as folders."""
    return path.startswith(("branches/", "tags/"))


def system_of(path: str) -> str:
    """Give the build system that a file is of by its name, "" for none.

    >>> system_of("a/build.gradle"), system_of("configure.in"), system_of("main.c")
    ('Gradle', 'autotools', '')
    """
    name = path.rpartition("/")[2]
    found = next((_SYSTEMS[place][0] for pattern, place in _NAMES if pattern.fullmatch(name)), "")
    return "" if found == "qmake" else found  # by its name a program of IDL too


def _commands(known: Mapping[str, SourceFile], texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the command of the topmost build file, and of a surer one that does not lie much deeper."""
    found: list[tuple[int, int, str]] = []
    for path in known:
        name, deep = path.rpartition("/")[2], depth(path)
        place = next((place for pattern, place in _NAMES if pattern.fullmatch(name)), -1)
        if place >= 0 and deep <= DEEPEST and not _UNPACKED.search(path) and _is_meant(name, texts.get(path, "")):
            found.append((deep, place, path))
    best = min(found, default=None)
    if best is None:
        return
    yield _command(best[1], best[2], known, texts), best[2]
    if _SYSTEMS[best[1]][0] in _ONE_EACH:
        # a program each, none surer than another
        for _, place, path in sorted(row for row in found if row[:2] == best[:2] and row != best)[: MOST_PROGRAMS - 1]:
            yield _command(place, path, known, texts), path
    surer = min((row for row in found if row[1] < best[1] and row[0] <= best[0] + 1), default=None)
    if surer:
        yield _command(surer[1], surer[2], known, texts), surer[2]


def _is_meant(name: str, text: str) -> bool:
    if name == "DESCRIPTION":
        return bool(re.search(r"^Package:", text, re.M))
    if name.endswith(".pro"):
        return bool(re.search(r"^[ \t]*(?:TEMPLATE|QT|CONFIG|SOURCES)[ \t]*[+-]?=", text, re.M))
    return name != "pyproject.toml" or bool(_PYPROJECT.search(text))


def _command(place: int, path: str, known: Mapping[str, SourceFile], texts: Mapping[str, str]) -> str:
    system, _, command = _SYSTEMS[place]
    folder = path.rpartition("/")[0]
    beside = f"{folder}/".lstrip("/")
    if system == "Gradle":
        task = "" if "defaultTasks" in texts.get(path, "") else " build"
        command = f"./gradlew{task}" if f"{beside}gradlew" in known else f"gradle{task}"
    elif system == "autotools" and f"{beside}configure" not in known:
        first = next((name for name in _BOOTSTRAPS if beside + name in known), "")
        command = f"./{first} && {command}" if first else f"autoreconf -i && {command}"
    if "{folder}" in command or "{file}" in command:
        return command.format(folder=_quoted(folder or "."), file=_quoted(path))
    return f"cd {folder} && {command}" if folder else command


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


FEWEST_TRIED = 3


def _demands(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the newest standard asked for of each language, and what is said of Python's version."""
    for what, pattern in _DEMANDED:
        asked: dict[str, str] = {}
        for path, text in texts.items():
            lines: dict[int, list[str]] = {}
            for match in () if _ASIDE.search(path) else pattern.finditer(text):
                version = next(filter(None, match.groups())).strip(" ,\\")
                lines.setdefault(text.count("\n", 0, match.start()) + 1, []).append(version)
            for line, versions in lines.items():
                # a line of many is tried one after the other, and the oldest will do
                many = len(set(versions)) >= FEWEST_TRIED
                for version in [min(versions, key=partial(_age, what))] if many else versions:
                    asked.setdefault(version, f"{path}:{line}")
        if asked and what != "Python ":
            newest = max(asked, key=lambda version: (_age(what, version), version))
            yield f"{what}{newest}", asked[newest]
        elif asked:
            version, place = next(iter(asked.items()))
            yield f"{what}{version}", place


def _age(what: str, version: str) -> float:
    """Give a number that grows with the age of a standard: 98 and 99 lie before 11, 1.8 before 9."""
    digits = re.sub(r"^1[._](?=\d)", "", version)
    number = float(re.sub(r"[^\d]", "", digits.replace("x", "1")) or 0)
    return number - 100 if what in ("C", "C++") and number > 80 else number


def _submodules(text: str, known: Mapping[str, SourceFile]) -> Iterator[tuple[str, str, str]]:
    for match in _SUBMODULE.finditer(text):
        rows = dict(re.findall(r"^[ \t]*(\w+)[ \t]*=[ \t]*([^\n]+?)[ \t]*$", match["rows"], re.M))
        folder, url = rows.get("path", ""), rows.get("url", "")
        if folder and url and not any(path.startswith(f"{folder}/") for path in known):
            yield folder, url, f".gitmodules:{text.count(chr(10), 0, match.start()) + 1}"


def _hosts(texts: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    seen: set[str] = set()
    for path, text in texts.items():
        if path.endswith((".gradle", ".kts", "pom.xml")):
            for block in re.finditer(
                r"\brepositories\b[^<{]*\{(?:[^{}]|\{[^{}]*\})*\}|<repositor\w+>.*?</repositor\w+>", text, re.S
            ):
                for match in _FETCHES.finditer(block[0]):
                    host = match["host"] or match["jcenter"]
                    if host not in seen:
                        seen.add(host)
                        yield (
                            host,
                            gone_since(host),
                            f"{path}:{text.count(chr(10), 0, block.start() + match.start()) + 1}",
                        )


def gone_since(host: str) -> str:
    """Give the year since which nothing can be had from a host, "" where it is not known to be gone.

    >>> gone_since("svn.berlios.de"), gone_since("example.org")
    ('2014', '')
    """
    return next((year for name, year in GONE.items() if host == name or host.endswith(f".{name}")), "")


def _tests(known: Mapping[str, SourceFile], texts: Mapping[str, str], scan: Scan) -> Tests | None:
    folders: Counter[str] = Counter()
    paths: list[str] = []
    for path in known:
        match = _TEST_FOLDER.match(path)
        if match or _TEST_FILE.fullmatch(path.rpartition("/")[2]):
            # the topmost folder that is called so
            while match and (above := _TEST_FOLDER.match(match["folder"])):
                match = above
            folders[match["folder"] if match else path.rpartition("/")[0] or "."] += 1
            paths.append(path)
    command, evidence = _runner(known, texts, tuple(folders))
    if len(paths) < FEWEST and not command:
        return None
    ranked = tuple(sorted(folders.items(), key=lambda row: (-row[1], row[0])))
    framework, own, place = _framework(set(paths), scan)
    if not command and own and ranked:
        command, evidence = own.format(folder=ranked[0][0]), place
    return Tests(ranked, framework, command, evidence)


def _framework(paths: set[str], scan: Scan) -> tuple[str, str, str]:
    """Give (name, command, first place) of what most tests rest on."""
    users: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], str] = {}
    for file in scan.files:
        if file.path in paths or file.path.endswith("conftest.py"):
            for mention in file.dependencies:
                for pattern, name, command in _KNOWN:
                    if mention.kind in ("import", "include", "use") and pattern.fullmatch(mention.name):
                        key = (name.format(name=mention.name), command)
                        users[key] += 1
                        places.setdefault(key, f"{file.path}:{mention.line}")
    if not users:
        return "", "", ""
    best = min(users, key=lambda key: (-users[key], key))
    return (*best, places[best])


_RUNNERS: tuple[tuple[str, str, str], ...] = (
    (r"CMakeLists\.txt|.*\.cmake", r"^[ \t]*add_test[ \t]*\(", "ctest"),
    (r"Makefile\.am", r"^(?:TESTS|check_PROGRAMS|check_SCRIPTS)[ \t]*\+?=", "make check"),
    # check-am is in every Makefile that automake writes
    (r"(?:GNU)?[Mm]akefile(?:\.in)?", r"^check[ \t]*:(?!=)(?![ \t]*check-(?:am|recursive))", "make check"),
    (r"(?:GNU)?[Mm]akefile(?:\.in)?", r"^tests?[ \t]*:(?!=)", "make test"),
    (r"build\.xml", r"<target\b[^>]*\bname=\"test\"", "ant test"),
)


def _runner(known: Mapping[str, SourceFile], texts: Mapping[str, str], folders: Sequence[str]) -> tuple[str, str]:
    """Give (command, place) of what the build runs tests with; one below the top runs those beside or below it."""
    for name, sign, command in _RUNNERS:
        for path, text in texts.items():
            match = re.search(sign, text, re.M | re.I) if re.fullmatch(name, path.rpartition("/")[2]) else None
            # ctest and automake go through all folders themselves
            folder = "" if command == "ctest" or path.endswith(".am") else path.rpartition("/")[0]
            if match and (not folder or any(f"{one}/".startswith(f"{folder}/") for one in folders)):
                if folder:
                    command = f"cd {_quoted(folder)} && {command}"
                return command, f"{path}:{text.count(chr(10), 0, match.start()) + 1}"
    for path, text in texts.items():
        folder = path.rpartition("/")[0]
        tests = f"{folder}/tests/".lstrip("/")
        is_package = path.rpartition("/")[2] == "DESCRIPTION" and re.search(r"^Package:", text, re.M)
        if is_package and any(one.startswith(tests) and one.endswith((".R", ".Rin")) for one in known):
            return f"R CMD check {_quoted(folder)}".strip(), path
    if any(path.startswith("src/test/") for path in known):
        for file, command in (("gradlew", "./gradlew test"), ("build.gradle", "gradle test"), ("pom.xml", "mvn test")):
            if file in known:
                return command, file
    if any(path.startswith("t/") and path.endswith(".t") for path in known):
        for file, command in (("Build.PL", "./Build test"), ("Makefile.PL", "make test")):
            if file in known:
                return command, file
    return "", ""


@dataclass(frozen=True, slots=True)
class Span:
    """A build system, from the day its first file came near the top to the day its last one went; None: still there."""

    system: str
    first: date
    last: date | None


def over_time(atlas: Atlas, day_of: Callable[[int], date]) -> tuple[Span, ...]:
    """Give the build systems that were there at the top, by their first day.

    Args:
        day_of: gives the day of a commit by its number in the atlas.
    """
    stays: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for place in atlas.places:
        system = system_of(place.path) if depth(place.path) <= 1 and not _ASIDE.search(place.path) else ""
        if system and system != "R":
            stays[system] += _stays([(t.commit, t.action) for t in place.touches if atlas.on_line[t.commit]], day_of)
    spans = []
    for system, found in ((system, found) for system, found in stays.items() if found):
        ends = [end for _, end in found]
        open_ = any(end is None for end in ends)
        spans.append(Span(system, min(start for start, _ in found), None if open_ else max(end for end in ends if end)))
    # what stood there for a few days only was no way to build it
    lasting = (span for span in spans if span.last is None or span.last - span.first >= LASTING)
    return tuple(sorted(lasting, key=lambda span: (span.first, span.system)))


def _stays(touches: Sequence[tuple[int, str]], day_of: Callable[[int], date]) -> Iterator[tuple[date, date | None]]:
    start: date | None = None
    for number, action in touches:
        if action == "D":
            if start is not None:
                yield start, day_of(number)
            start = None
        elif start is None:
            start = day_of(number)
    if start is not None:
        yield start, None

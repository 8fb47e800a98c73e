"""How it is fetched, built and tested, by its topmost build files."""

from __future__ import annotations

from datetime import date

import pytest

from archaeo.analyzers import atlas, dependencies, recipes
from archaeo.analyzers.recipes import Recipe, Span
from tests.analyzers.histories import history
from tests.analyzers.sources_of import source_files


def recipe(files: dict[str, str]) -> Recipe:
    sources = source_files(files)
    return recipes.find(sources, dependencies.scan(sources))


@pytest.mark.parametrize(
    ("files", "commands"),
    [
        ({"CMakeLists.txt": "", "doc/Makefile": ""}, ["cmake -S . -B build && cmake --build build"]),
        ({"build.gradle": "", "gradlew": ""}, ["./gradlew build"]),
        ({"build.gradle": "defaultTasks 'x'"}, ["gradle"]),
        ({"configure.in": "", "autogen.sh": "", "Makefile": ""}, ["./autogen.sh && ./configure && make"]),
        ({"src/configure.ac": "", "src/configure": ""}, ["cd src && ./configure && make"]),
        ({"Makefile": "", "pkg/DESCRIPTION": "Package: goos\n"}, ["make", "R CMD INSTALL pkg"]),
        ({"DESCRIPTION": "what it is\n", "main.c": ""}, []),
        ({"pyproject.toml": "[tool.ruff]\n", "Build.PL": ""}, ["perl Build.PL && ./Build"]),
        ({"a/b/c/d/Makefile": ""}, []),
        ({"trunk/my gui/goos.lpi": "", "tags/1.0/goos.lpi": ""}, ['lazbuild "trunk/my gui/goos.lpi"']),
        ({"Goos.xcodeproj/project.pbxproj": ""}, ["xcodebuild -project Goos.xcodeproj"]),
        ({"goos.pro": "TEMPLATE = app\n", "b.pro": "pro b\nend\n"}, ["qmake goos.pro && make"]),
        (
            {"a/A.xcodeproj/project.pbxproj": "", "b/B.xcodeproj/project.pbxproj": "", "tool-1.2/Makefile": ""},
            ["xcodebuild -project a/A.xcodeproj", "xcodebuild -project b/B.xcodeproj"],
        ),
        ({"plot.pro": "pro plot\nend\n"}, []),
        ({"goos.sln": "", "goos.dproj": ""}, ["Delphi, with goos.dproj"]),
    ],
)
def test_command_of_the_topmost_build_file(files, commands):
    assert [command for command, _ in recipe(files).commands] == commands


def test_demands_of_languages():
    files = {
        "CMakeLists.txt": "set(CMAKE_CXX_STANDARD 17 CACHE STRING x)\nadd_compile_options(-std=c++98)\n",
        "build.gradle": 'sourceCompatibility = "12"\n',
        "setup.py": "setup(python_requires='>=3.6,<3.12')\n",
        "Makefile": "CFLAGS = -std=gnu99\n",
    }
    assert recipe(files).demands == (
        ("C++17", "CMakeLists.txt:1"),
        ("C99", "Makefile:1"),
        ("Java 12", "build.gradle:1"),
        ("Python >=3.6,<3.12", "setup.py:1"),
    )


def test_of_standards_that_are_tried_in_turn_the_oldest_will_do():
    tried = 'foreach(flag "-std=c++26" "-std=c++23" "-std=c++20" "-std=c++17")\n'
    assert recipe({"CMakeLists.txt": tried}).demands == (("C++17", "CMakeLists.txt:1"),)


def test_demands_of_examples_are_not_its_own():
    files = {
        "CMakeLists.txt": "set(CMAKE_CXX_STANDARD 11)\n",
        "examples/CMakeLists.txt": "set(CMAKE_CXX_STANDARD 17)\n",
    }
    assert recipe(files).demands == (("C++11", "CMakeLists.txt:1"),)
    assert recipe({"Makefile.PL": "use 5.006;\n"}).demands == (("Perl 5.006", "Makefile.PL:1"),)


def test_tests_of_a_makefile_elsewhere():
    files = {"doc/reqs/Makefile": "test:\n", "tests/Makefile": "test: a\n", "tests/a.c": "", "tests/b.c": ""}
    tests = recipe(files).tests
    assert tests and (tests.command, tests.evidence) == ("cd tests && make test", "tests/Makefile:1")


def test_submodules_that_are_not_in_the_tree():
    text = '[submodule "a"]\n\tpath = extern/a\n#\turl = no\n\turl = ../a\n[submodule "b"]\n\tpath = b\n\turl = u\n'
    assert recipe({".gitmodules": text, "b/x.c": ""}).submodules == (("extern/a", "../a", ".gitmodules:1"),)


def test_hosts_that_are_gone():
    text = (
        'repositories {\n  jcenter()\n  maven { url = "https://dl.bintray.com/x" }\n'
        '  maven { url "https://jitpack.io" }\n}\n'
    )
    assert recipe({"build.gradle": text + 'url = "https://elsewhere.org"\n'}).hosts == (
        ("jcenter", "2024", "build.gradle:2"),
        ("dl.bintray.com", "2021", "build.gradle:3"),
        ("jitpack.io", "", "build.gradle:4"),
    )


@pytest.mark.parametrize(
    ("files", "framework", "command"),
    [
        ({"goos/tests/test_a.py": "import pytest\n", "goos/tests/test_b.py": ""}, "pytest", "pytest goos/tests"),
        ({"CMakeLists.txt": "add_test(NAME a COMMAND b)\n", "tests/a.c": ""}, "", "ctest"),
        ({"src/Makefile.am": "TESTS = a\n", "tests/a.c": "", "tests/b.c": ""}, "", "make check"),
        (
            {"build.gradle": "", "src/test/java/ATest.java": "import org.junit.Test;\n", "gradlew": ""},
            "JUnit",
            "./gradlew test",
        ),
        ({"Build.PL": "", "t/a.t": "use Test::More;\n"}, "Test::More", "./Build test"),
        ({"tests/a.c": "", "tests/b.c": ""}, "", ""),
        (
            {"pkg/DESCRIPTION": "Package: goos\n", "pkg/tests/a.R": "", "pkg/tests/a.Rout.save": ""},
            "",
            "R CMD check pkg",
        ),
    ],
)
def test_what_runs_the_tests(files, framework, command):
    tests = recipe(files).tests
    assert tests and (tests.framework, tests.command) == (framework, command)


def test_no_suite_where_one_file_or_a_rule_of_automake_is_called_so():
    assert recipe({"src/test_bu.cpp": "", "src/Makefile.in": "check: check-am\n", "src/a.c": ""}).tests is None


def test_tests_are_counted_by_the_topmost_folder():
    files = {"goos/tests/a/tests/x.c": "", "goos/tests/y.c": "", "src/test_z.c": ""}
    tests = recipe(files).tests
    assert tests and tests.folders == (("goos/tests", 2), ("src", 1))


def test_build_systems_over_time():
    commits = tuple(
        history(
            """
            2006-01-02 Eve: A build.xml, A doc/Makefile, A a.java
            2012-03-08 Eve: A pom.xml, D build.xml
            2019-08-27 Eve: D pom.xml, A build.gradle
            2019-09-01 Eve: M build.gradle
            """
        )
    )
    taken = atlas.take(commits, commits, commits[-1].key, ())
    days = {place: commit.date.date() for place, commit in enumerate(commits)}
    assert recipes.over_time(taken, lambda number: days[number]) == (
        Span("Ant", date(2006, 1, 2), date(2012, 3, 8)),
        Span("Maven", date(2012, 3, 8), date(2019, 8, 27)),
        Span("Gradle", date(2019, 8, 27), None),
    )

"""Tests for archaeo/analyzers/dependencies.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from time import process_time

import pytest

from archaeo.analyzers import dependencies, sources
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile


def tree(files: Mapping[str, str | bytes], links: Mapping[str, str] | None = None) -> Iterator[SourceFile]:
    """A tree drawn as path to content."""
    for path, content in files.items():
        yield SourceFile(path, partial(bytes, content if isinstance(content, bytes) else content.encode()))
    for path, said in (links or {}).items():
        yield SourceFile(path, partial(bytes, said.encode()), link=said)


def drawn(files: Mapping[str, str | bytes], links: Mapping[str, str] | None = None) -> list[str]:
    """The edges of a tree, one a line."""
    return [
        f"{edge.source} -> {edge.target} {edge.kind}:{edge.line} {'external' if edge.external else edge.certainty}"
        for edge in dependencies.edges(dependencies.scan(tree(files, links)))
    ]


def test_edges_of_four_languages():
    files = {
        "src/fit.cxx": '#include "fit.h"\n#include <TH1.h>\n',
        "src/fit.h": "class Fit {\n};\n",
        "f/main.f": "      program main\n      use grid\n      include 'size.inc'\n      call step\n      end\n",
        "f/grid.f90": "module grid\nend module\n",
        "f/size.inc": "      parameter (n=3)\n",
        "f/step.f": "      subroutine step\n      end\n",
        "py/run.py": "import tools, numpy\n",
        "py/tools.py": "",
    }
    assert drawn(files) == [
        "f/main.f -> f/size.inc include:3 recorded",
        "f/main.f -> f/grid.f90 use:2 symbol",
        "f/main.f -> f/step.f call:4 symbol",
        "py/run.py -> py/tools.py import:1 recorded",
        "py/run.py -> numpy import:1 external",
        "src/fit.cxx -> src/fit.h include:1 recorded",
        "src/fit.cxx -> TH1.h include:2 external",
    ]


def test_order_in_which_files_are_listed_changes_nothing():
    files = {"b.c": '#include "a.h"\n', "a.h": "", "c.f": "      call x\n"}
    assert drawn(files) == drawn(dict(reversed(files.items())))


def test_several_headers_of_a_name_are_a_guess_that_keeps_its_candidates():
    files = {"src/a.c": "#include <x.h>\n", "src/inc/x.h": "", "old/inc/x.h": ""}
    edge = dependencies.edges(dependencies.scan(tree(files)))[0]
    assert (edge.target, edge.certainty, edge.candidates) == ("src/inc/x.h", "guess", ("old/inc/x.h",))
    assert edge.reason == "nearest of 2 files of that name"


def test_link_stands_for_what_it_leads_to_and_a_dangling_one_is_told():
    files = {"src/a.c": '#include "x.h"\n#include "y.h"\n', "inc/x.h": ""}
    links = {"src/x.h": "../inc/x.h", "src/y.h": "../gone/y.h"}
    assert drawn(files, links) == [
        "src/a.c -> inc/x.h include:1 recorded",
        "src/a.c -> y.h include:2 external",
    ]
    scanned = dependencies.scan(tree(files, links))
    assert [str(problem) for problem in scanned.diagnostics] == [
        "src/y.h: leads to '../gone/y.h', which the tree does not have; passed over"
    ]


def test_odd_files_are_half_read_or_passed_over_with_a_diagnostic():
    def gone() -> bytes:
        raise ArchaeoError("object is missing")

    files = [
        *tree(
            {
                "bin.c": bytes(range(256)) * 40,
                "zero.c": b'#include "a.h"\n\0\n',
                "wide.c": '#include "a.h"'.encode("utf-16"),
            }
        ),
        *tree({"a.h": b"\xff\xe9 */ } ) #if", "one.c": b"{(" * 20000, "logo.gif": b"GIF89a\0\0\0"}),
        SourceFile("gone.c", gone),
    ]
    scanned = dependencies.scan(files)
    assert [(edge.source, edge.target) for edge in dependencies.edges(scanned)] == [
        ("wide.c", "a.h"),
        ("zero.c", "a.h"),
    ]
    assert [str(problem) for problem in scanned.diagnostics] == [
        "bin.c: holds zero bytes, so it is no source; passed over",
        "gone.c: object is missing; passed over",
        "zero.c: holds zero bytes; read without them",
    ]


def test_graph_has_files_and_externals_with_their_kinds():
    files = {"a.c": '#include "a.h"\n#include <math.h>\n', "a.h": "", "notes": "text\n", "data.xyz": "1 2\n"}
    made = dependencies.graph(dependencies.scan(tree(files)))
    assert {node: data["kind"] for node, data in made.nodes(data=True)} == {
        "a.c": "file",
        "a.h": "file",
        "math.h": "external",
    }
    assert [(s, t, data["kind"], data["line"]) for s, t, data in made.edges(data=True)] == [
        ("a.c", "a.h", "include", 1),
        ("a.c", "math.h", "include", 2),
    ]
    assert dependencies.scan(tree(files)).unknown == {".xyz": 1, "notes": 1}


def test_folder_is_read_without_the_bookkeeping_of_version_control(tmp_path: Path):
    for path in ("CVS/Entries", ".svn/x.c", "src/b.c", "a.c"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("int x;\n")
    (tmp_path / "link.c").symlink_to("nowhere.c")
    found = list(sources.folder_files(tmp_path))
    assert [(file.path, file.link) for file in found] == [("a.c", None), ("link.c", "nowhere.c"), ("src/b.c", None)]
    assert found[0].read() == b"int x;\n"


def test_folder_that_is_none():
    with pytest.raises(
        ArchaeoError, match="expected a folder, found 'no/such'; name the folder that holds the sources"
    ):
        list(sources.folder_files(Path("no/such")))


def test_header_that_configure_makes_is_not_one_of_a_folder_elsewhere():
    files = {
        "configure.ac": "AC_CONFIG_HEADERS([config.h])\n",
        "contrib/demo/config.h": "",
        "contrib/demo/a.c": '#include "config.h"\n',
        "server/main.c": '#include "config.h"\n',
    }
    found = {
        edge.source: (edge.target, edge.external) for edge in dependencies.resolve(dependencies.scan(tree(files))).edges
    }
    assert found == {"contrib/demo/a.c": ("contrib/demo/config.h", False), "server/main.c": ("config.h", True)}
    plain = {path: text for path, text in files.items() if path != "configure.ac"}
    assert {edge.target for edge in dependencies.resolve(dependencies.scan(tree(plain))).edges} == {
        "contrib/demo/config.h"
    }


@pytest.mark.parametrize(
    ("path", "before", "sign"),
    [
        ("configure.ac", "AC_ARG_WITH(", " "),
        ("CMakeLists.txt", "if(", "-_"),
        ("Makefile", "a:", " "),
        ("Makefile.PL", "requires => {", "a"),
        ("setup.cfg", "[options]\ninstall_requires =\n a", "="),
        ("setup.py", "extras_require=dict(", "-"),
        ("fit.f", "", "7"),
        ("fit.f90", "use ", " "),
        ("fit.py", "try:\n  import a\nexcept ", " "),
        ("fit.R", "if (", "\n"),
    ],
)
def test_a_sign_without_end_takes_no_time(path: str, before: str, sign: str) -> None:
    """Where a pattern can part the same signs in many ways, 40,000 of them take from ten seconds to days."""
    begun = process_time()
    dependencies.scan_content(path, (before + sign * (40_000 // len(sign)) + "!=").encode())
    assert process_time() - begun < 3

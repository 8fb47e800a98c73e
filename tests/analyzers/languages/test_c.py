"""Tests for archaeo/analyzers/languages/c.py and what it shares with C++."""

from __future__ import annotations

from archaeo.analyzers.languages import c
from archaeo.analyzers.mentions import Dependency, Module, SourceText


def found(text: str, kind: str) -> list[tuple[str, int]]:
    mentions = c.scan(SourceText("a.c", text))
    return [(mention.name, mention.line) for mention in mentions if mention.kind == kind]


def test_includes_outside_comments_with_their_lines():
    text = '/* #include "no.h"\n */\n#include "yes.h"\n# include <sys/types.h>\nchar *s = "#include <no2.h>";\n'
    assert found(text, "include") == [("yes.h", 3), ("sys/types.h", 4)]


def test_include_keeps_its_quotes_and_condition():
    text = '#ifndef A_H\n#define A_H\n#ifdef SUN\n#include "sun.h"\n#else\n#include <other.h>\n#endif\n#endif\n'
    assert [mention for mention in c.scan(SourceText("a.h", text)) if isinstance(mention, Dependency)] == [
        Dependency("sun.h", "include", 4, '"', "defined SUN"),
        Dependency("other.h", "include", 6, "<", "not (defined SUN)"),
    ]


def test_functions_of_old_and_new_style_and_static_ones():
    text = (
        "real dot(v, u)\nvector v, u;\n{ return add(v); }\nstatic int own(void)\n{\n}\nint main(int argc) { own(); }\n"
    )
    defined = [mention for mention in c.scan(SourceText("a.c", text)) if isinstance(mention, Module)]
    assert defined == [
        Module("dot", "function", 1),
        Module("own", "static function", 4),
        Module("main", "main", 7),
    ]
    assert found(text, "call") == [("add", 3), ("own", 7), ("v", 3)]


def test_variables_are_defined_but_extern_ones_are_not():
    text = "int count = 3, *table[10];\nextern int far;\ntypedef int word;\nstatic int mine;\n"
    assert found(text, "variable") == [("count", 1), ("table", 1)]


def test_branches_of_a_condition_do_not_open_a_body_twice():
    text = "#ifdef A\nint f(x) {\n#else\nint f(x, y) {\n#endif\n  g();\n}\nint h() { }\n"
    assert found(text, "function") == [("f", 2), ("h", 8)]


def test_comment_that_never_ends_and_odd_bytes_are_survived():
    assert found('#include "a.h"\n/* never\n#include "b.h"\n\udce9 "', "include") == [("a.h", 1)]

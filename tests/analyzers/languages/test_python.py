"""Tests for archaeo/analyzers/languages/python.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers.languages import python
from archaeo.analyzers.mentions import Dependency, SourceText


def imports(text: str) -> list[tuple[str, str, int]]:
    mentions = python.scan(SourceText("a.py", text))
    return [(mention.name, mention.form, mention.line) for mention in mentions if mention.kind == "import"]


def test_imports_wherever_they_stand():
    text = (
        "import os, string as s\n'''\nimport no\n'''\ntry: import cPickle\nexcept: pass\n"
        "def f():\n    from a.b import (c, # why\n        d as e)\n    import g; import h\n"
        "# import i\nprint 'import j'\n"
    )
    assert imports(text) == [
        ("os", "", 1),
        ("string", "", 1),
        ("cPickle", "", 5),
        ("a.b", "from c", 8),
        ("a.b", "from d", 8),
        ("g", "", 10),
        ("h", "", 10),
    ]


def test_relative_and_dynamic_imports():
    text = "from . import x\nfrom ..y import *\nm = __import__('PyQuante.cints')\nexecfile('run.py')\n"
    assert imports(text) == [
        (".", "from x", 1),
        ("..y", "from *", 2),
        ("PyQuante.cints", "dynamic", 3),
        ("run.py", "dynamic", 4),
    ]


def test_continued_line_and_main():
    mentions = list(python.scan(SourceText("a.py", "from a import b, \\\n  c\nif __name__ == '__main__':\n    c()\n")))
    assert [(mention.name, mention.line) for mention in mentions] == [("a", 1), ("a", 1), ("__main__", 3)]


@pytest.mark.parametrize(
    ("text", "spare"),
    [
        ("try:\n    import x\nexcept ImportError:\n    x = None\n", ["x"]),
        ("try: import x\nexcept: pass\nimport y\n", ["x"]),
        ("try:\n    import x\nexcept ImportError:\n    print('no x')\n    sys.exit(1)\n", []),
        ("try:\n    import x\nexcept ImportError, e:\n    raise RuntimeError('x, please')\n", []),
        ("try:\n    import x\nexcept KeyError:\n    pass\n", []),
        ("try:\n    from a.b import c as x\nexcept ImportError:\n    import x\nimport y\n", ["x"]),
        (
            "def f():\n    try:\n        import x\n\n    except (OSError, ImportError):\n        return\n    import y",
            ["x"],
        ),
        ("if a:\n  try:\n    import x\n  finally:\n    pass\nimport y\n", []),
        ("try:\n    import x\n", []),
    ],
)
def test_imports_that_may_fail(text, spare):
    found = python.scan(SourceText("a.py", text))
    assert [one.name for one in found if isinstance(one, Dependency) and one.condition == "try"] == spare

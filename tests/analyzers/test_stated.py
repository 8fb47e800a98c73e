"""What programs say of versions, and of code of others."""

from __future__ import annotations

import pytest

from archaeo.analyzers.mentions import SourceText
from archaeo.analyzers.stated import stated


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("matlab", "% verLessThan('matlab','1')\nif verLessThan('matlab', '7.4'), end\n", [("asked", "MATLAB 7.4", 2)]),
        ("cpp", "#if ROOT_VERSION_CODE >= ROOT_VERSION(5,34,0)\n", [("asked", "ROOT 5.34", 1)]),
        ("c", '\n  #error "this needs HDF5 1.8"\n#error no\n', [("refused", "this needs HDF5 1.8", 2)]),
        ("python", "if sys.version_info < (2, 6):\n    sys.exit('old')\n", [("refused", "Python older than 2.6", 1)]),
        ("python", "if sys.version_info < (3, 0):\n    text = unicode\n", []),
        ("perl", "use 5.008;\nuse strict;\n", [("asked", "Perl 5.008", 1)]),
        ("pascal", "{$IF FPC_FULLVERSION < 20604}\n", [("asked", "Free Pascal 2.6.4", 1)]),
        ("fortran", "C from NUMERICAL  RECIPES\n", [("borrowed", "Numerical Recipes", 1)]),
        ("shell", "# Numerical Recipes\n", []),
    ],
)
def test_versions_and_code_of_others(lang, text, told):
    assert list(stated(SourceText("a", text), lang)) == told

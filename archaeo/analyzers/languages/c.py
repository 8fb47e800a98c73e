"""C, K&R and later; also what yacc and lex are fed with.

Reads::

    #include "stdinc.h"
    #include <snapshot/snapshot.h>
    real dotvp(v, u)
    vector v, u;
    { return gsl_dot(v, u); }

Source: "The C Programming Language", first and second edition; the include search of cpp(1).
Not understood: names that macros put together, code in ``#else`` branches that opens braces of its own.
"""

from __future__ import annotations

from . import _clike

NAME = "c"
SUFFIXES = (".c", ".h", ".pc", ".y", ".l", ".ec", ".xbm", ".xpm", ".m4c")

scan = _clike.scan

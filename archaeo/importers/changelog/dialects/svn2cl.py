"""svn2cl: Subversion's log in GNU's clothes, with revision numbers before the items.

::

    2014-12-13 14:56  ada

        * [r2055] src/fit.c, src/fit.h: Take the step as an
              argument.

Source: svn2cl 0.13, svn2cl.xsl. The numbers are optional there, so a file without them is read as cvs2cl's.

Not understood: where the message ends and a wrapped list of files begins, if a file's name has a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head
from ..lines import Lines
from . import cvs2cl

NAME = "svn2cl"

_REVISION = re.compile(r"\s*\* ?\[r(\d+)\]")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the headers below which an item with a revision stands."""
    for head in cvs2cl.headers(lines):
        for text in lines.texts[head.body : head.body + 3]:
            if match := _REVISION.match(text):
                yield head._replace(revision=match[1], strength=1.1)
                break
        else:
            yield head._replace(strength=0.95)

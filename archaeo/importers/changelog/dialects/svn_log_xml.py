"""The output of ``svn log --xml``.

::

    <logentry
       revision="381">
    <author>ada</author>
    <date>2016-03-08T21:35:51.123456Z</date>
    <paths><path action="M" kind="file">/trunk/fit.c</path></paths>
    <msg>Take the step as an argument.</msg>
    </logentry>

Read by its few tags, not as XML: a log that was cut in the middle is read up to there, and entities are only those of
characters.

Source: Subversion, svn/schema/log.rnc.

Not understood: properties of revisions other than these.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .. import dates
from ..heads import Head
from ..lines import Lines

NAME = "svn-log-xml"

_REVISION = re.compile(r"revision=\"(\d+)\"")
_FIELD = {name: re.compile(rf"<{name}\b[^>]*>(.*?)</{name}>", re.S) for name in ("author", "date", "msg")}
_PATH = re.compile(r"<path\b[^>]*>(.*?)</path>", re.S)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the log entries."""
    texts = lines.texts
    starts = [index for index, text in enumerate(texts) if "<logentry" in text]
    for start, after in zip(starts, [*starts[1:], len(texts)], strict=False):
        end = next((index + 1 for index in range(start, after) if "</logentry>" in texts[index]), after)
        block = "\n".join(texts[start:end])
        found = {name: match[1] if (match := pattern.search(block)) else "" for name, pattern in _FIELD.items()}
        revision = _REVISION.search(block)
        stamp = dates.find(found["date"].replace("Z", " Z"))
        files = tuple(html.unescape(path) for path in _PATH.findall(block))
        yield Head(
            start,
            start + 1,
            stamp,
            html.unescape(found["author"]),
            stop=end,
            files=files,
            revision=revision[1] if revision else "",
            text=html.unescape(found["msg"]).strip("\n"),
            strength=1.3,
        )

"""Files for tests: a dict of path to content, and the newest state of the sample."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from archaeo.model import SourceFile
from tests.analyzers import sample


def source_files(contents: Mapping[str, str | bytes]) -> list[SourceFile]:
    encoded = {path: text.encode() if isinstance(text, str) else text for path, text in contents.items()}
    return [SourceFile(path, lambda content=content: content) for path, content in encoded.items()]


@cache
def sample_texts() -> dict[str, bytes]:
    """The files of the sample's trunk at its end, by path, read from the dump's last text of each."""
    dump = (sample.FOLDER / "boostedgoos.dump").read_bytes()
    node = re.compile(rb"^Node-path: trunk/(.*)\n((?:[\w-]+: .*\n)*)\n", re.M)
    found: dict[str, bytes] = {}
    for hit in node.finditer(dump):
        headers = dict(re.findall(r"([\w-]+): (.*)", hit[2].decode()))
        path = hit[1].decode()
        if headers["Node-action"] == "delete":
            found.pop(path, None)
        elif "Text-content-length" in headers:
            start = hit.end() + int(headers.get("Prop-content-length", 0))
            found[path] = dump[start : start + int(headers["Text-content-length"])]
    # wiped with trunk itself, and not among what came back
    found.pop("share/efficiencies_2011.dat", None)
    return found

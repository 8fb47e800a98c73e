"""What lies in the jars of a tree."""

from __future__ import annotations

import io
import zipfile

from archaeo.analyzers import dependencies, jars
from archaeo.analyzers.answers import lacks
from archaeo.model import SourceFile


def jar(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return stream.getvalue()


def file(path: str, content: bytes) -> SourceFile:
    return SourceFile(path, lambda: content)


def test_packages_of_a_jar_and_of_what_is_none():
    files = [
        file("lib/jam.jar", jar("jam/panels/A.class", "jam/panels/B.class", "META-INF/x/C.class", "jam/readme.txt")),
        file("lib/broken.jar", b"PK\3\4 no archive"),
        file("lib/jam.txt", jar("a/B.class")),
    ]
    assert jars.packages(files) == {"lib/broken.jar": (), "lib/jam.jar": ("jam.panels",)}
    held = jars.holding(jars.packages(files))
    assert [jars.answer(name, held) for name in ("jam.panels.A", "jam.panels.*", "jam.other.A")] == [
        "lib/jam.jar", "lib/jam.jar", ""
    ]  # fmt: skip


def test_an_import_that_a_jar_answers_is_not_missing():
    files = [
        file("src/A.java", b"import jam.panels.Dialog;\nimport gone.Thing;\nclass A { Dialog d; Thing t; }\n"),
        file("lib/jam.jar", jar("jam/panels/Dialog.class")),
    ]
    scan = dependencies.scan(files)
    lost = lacks.missing(scan, dependencies.resolve(scan).edges, files)
    assert [one.name for one in lost] == ["gone"]

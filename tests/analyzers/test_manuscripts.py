"""Papers that lay beside a history."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from archaeo.analyzers import manuscripts
from archaeo.analyzers.history import prepare
from tests.analyzers.sources_of import source_files


def _read(name: str, content: bytes | str, project: str = "goos") -> manuscripts.Manuscript:
    (found,) = manuscripts.find(source_files({name: content}), prepare([]), project)
    return found


def _pdf() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "Goos jets", "/Author": "E. Thompson", "/CreationDate": "D:20110512093000Z"})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_pdf_says_title_author_and_day() -> None:
    paper = _read("goos.pdf", _pdf())
    assert (paper.title, paper.authors, paper.day) == ("Goos jets", "E. Thompson", date(2011, 5, 12))


@pytest.mark.parametrize("cut", [9, 60, 300, 500])
def test_damaged_pdf_is_a_paper_without_a_title(cut: int, capsys: pytest.CaptureFixture[str]) -> None:
    whole = _pdf()
    paper = _read("goos.pdf", whole[:cut] + b"\0" * 20)
    assert paper.path == "goos.pdf" and paper.day is None
    assert capsys.readouterr() == ("", "")


def test_office_file_says_it_in_its_core_part() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        core = "<x><dc:title>Goos &amp; jets</dc:title><dc:creator>E. T.</dc:creator>"
        core += '<dcterms:created xsi:type="dcterms:W3CDTF">2009-11-03T10:00:00Z</dcterms:created></x>'
        archive.writestr("docProps/core.xml", core)
    paper = _read("talk.pptx", stream.getvalue())
    assert (paper.title, paper.authors, paper.day) == ("Goos & jets", "E. T.", date(2009, 11, 3))
    assert _read("talk.pptx", stream.getvalue()[:50]).title == ""


def test_office_file_with_damaged_bytes_has_no_title() -> None:
    """Most damage is found by the checksum, some by what unpacks it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", "<dc:title>Goos jets</dc:title>" * 100)
    whole = stream.getvalue()
    start = 30 + len("docProps/core.xml")
    for place in range(start, start + 8):
        damaged = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        assert _read("talk.docx", damaged).title in ("", "Goos jets")


def test_postscript_of_a_typesetter_has_no_title() -> None:
    text = "%!PS-Adobe-2.0\n%%Title: note.dvi\n%%CreationDate: Tue Mar 15 13:48:59 2005\n%%Pages: 12\n"
    paper = _read("note.ps", text)
    assert (paper.title, paper.day) == ("", date(2005, 3, 15))


def test_lines_that_name_the_project_are_quoted() -> None:
    paper = _read("n.tex", "\\documentclass{article}\nmongoose\nwe used Goos\n" + "goos\n" * 5)
    assert [(one.where, one.quote) for one in paper.mentions] == [
        ("n.tex:3", "we used Goos"),
        ("n.tex:4", "goos"),
        ("n.tex:5", "goos"),
    ]

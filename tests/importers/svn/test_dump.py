"""Tests for archaeo/importers/svn/dump.py."""

from __future__ import annotations

import hashlib

import pytest

from archaeo.errors import FormatError, Location
from archaeo.importers.svn.dump import CopyFrom, Prologue, Span, read_prologue, read_properties, read_revisions
from archaeo.model import Diagnostic

from .dumps import dump, node, properties, revision


def test_prologue_has_format_and_uuid():
    assert read_prologue(dump(version=3), "a.dump") == Prologue(3, "3f0c")


def test_file_that_is_no_dump_is_refused():
    with pytest.raises(FormatError, match=r"a.txt: byte 0: no Subversion dump"):
        read_prologue(b"Dear diary: today\n\n", "a.txt")


def test_format_of_the_future_is_refused():
    with pytest.raises(FormatError, match="dump format 4 is not known, formats 1 to 3 are; dump the repository again"):
        read_prologue(dump(version=4), "a.dump")


def test_nodes_carry_where_their_text_is():
    raw = dump(revision(1, node("trunk"), node("trunk/a.f", text=b"      END\n", props={"svn:eol-style": b"native"})))
    (first,) = read_revisions(raw, "a.dump")
    assert first.number == 1
    assert first.properties["svn:log"] == b"revision 1"
    directory, file = first.nodes
    assert (directory.path, directory.kind, directory.action, directory.text) == ("trunk", "dir", "add", None)
    assert raw[file.text.offset : file.text.offset + file.text.length] == b"      END\n"
    assert read_properties(raw, file.properties, Location()) == {"svn:eol-style": b"native"}
    assert file.checksums == {"content-md5": hashlib.md5(b"      END\n").hexdigest()}


def test_copy_source_and_paths_with_odd_slashes():
    raw = dump(revision(2, node("/tags//a/", copyfrom=("./trunk", 1))))
    (found,) = next(read_revisions(raw, "a.dump")).nodes
    assert (found.path, found.copyfrom) == ("tags/a", CopyFrom("trunk", 1))


@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n\n"])
def test_line_ends_at_the_end_do_not_matter(end: bytes):
    raw = dump(revision(1, node("a", text=b"x"))).rstrip(b"\n") + end
    assert [len(found.nodes) for found in read_revisions(raw, "a.dump")] == [1]


def test_headers_with_crlf():
    raw = dump(revision(1, node("a", text=b"x\n")))
    head, body = raw.split(b"Node-path", 1)
    headers, text = body.split(b"\n\n", 1)
    crlf = head + b"Node-path" + headers.replace(b"\n", b"\r\n") + b"\r\n\r\n" + text
    (found,) = next(read_revisions(crlf, "a.dump")).nodes
    assert (found.path, found.kind) == ("a", "file")
    assert crlf[found.text.offset :][:2] == b"x\n"


def test_unknown_headers_and_comment_lines_are_passed_over():
    raw = dump(revision(1, node("a", text=b"x", headers={"X-Tool": "svk 1.0"}))).replace(
        b"\n\nUUID", b"\n ## a note\n\nUUID"
    )
    assert [found.nodes[0].path for found in read_revisions(raw, "a.dump")] == ["a"]


def test_format_1_has_one_length_for_properties_and_text():
    block = properties({"svn:executable": b"*"})
    record = b"Node-path: run.sh\nNode-kind: file\nNode-action: add\nContent-length: %d\n\n%b" % (
        len(block) + 3,
        block + b"ls\n",
    )
    raw = dump(revision(1, record), version=1)
    (found,) = next(read_revisions(raw, "a.dump")).nodes
    assert found.properties is not None
    assert found.properties.length == len(block)
    assert raw[found.text.offset : found.text.offset + found.text.length] == b"ls\n"


def test_length_of_nothing_in_later_formats_is_no_text():
    """svndumpfilter writes it for a file that is copied as it is, and such a file was taken for an empty one."""
    record = node("b", kind="file", copyfrom=("a", 1), headers={"Content-length": "0"})
    for version in (2, 3):
        _, found = read_revisions(
            dump(revision(1, node("a", text=b"x")), revision(2, record), version=version), "a.dump"
        )
        assert (found.nodes[0].text, found.nodes[0].properties) == (None, None)


def test_property_block_longer_than_its_header_says_is_read_to_its_end():
    raw = dump(revision(1, node("a", text=b"x", props={"svn:executable": b""})))
    block = properties({"svn:executable": b""})
    wrong = raw.replace(
        b"Prop-content-length: %d\nText" % len(block), b"Prop-content-length: %d\nText" % (len(block) - 1)
    )
    said: list[Diagnostic] = []
    (found,) = next(read_revisions(wrong, "a.dump", said.append)).nodes
    assert wrong[found.text.offset :][:1] == b"x"
    assert [(diagnostic.kind, diagnostic.done) for diagnostic in said] == [("wrong length", "read to its end")]


def test_dump_cut_in_a_text_gives_the_whole_revisions_before():
    raw = dump(revision(1, node("a", text=b"one")), revision(2, node("b", text=b"a long text")))
    seen = []
    with pytest.raises(FormatError) as caught:
        for found in read_revisions(raw[:-8], "a.dump"):
            seen.append(found.number)
    assert seen == [1]
    assert "revision 2" in str(caught.value)
    assert "text of 'b' has 5 of 11 bytes; the dump is cut short; the revisions before 2 are whole" in str(caught.value)


def test_dump_cut_in_a_header():
    raw = dump(revision(1), b"Revision-numb")
    with pytest.raises(FormatError, match=r"the headers at its end \('Revision-numb'\) are not complete"):
        list(read_revisions(raw, "a.dump"))


@pytest.mark.parametrize(
    "last", [b"UUID: 883e110b-1cc7-4fc4-bcce-cd5a338e0ea9\n", b"Revision-number: 2\nContent-length: 0\n"]
)
def test_headers_that_want_only_the_empty_line_are_whole(last):
    found = list(read_revisions(dump(revision(1)) + last, "a.dump"))
    assert [one.number for one in found] == ([1, 2] if last.startswith(b"Rev") else [1])


@pytest.mark.parametrize(
    "last",
    [
        b"Node-path: a\nNode-kind: dir\nNode-action: add\n",
        b"Node-path: a\nNode-action: delete\n",
        b"Node-path: a\nNode-kind: file\nNode-action: add\nNode-copyfrom-rev: 1\nNode-copyfrom-path: b\n",
    ],
)
def test_last_node_that_needs_no_body_is_whole_without_its_empty_line(last):
    (found,) = read_revisions(dump(revision(1)) + last, "a.dump")
    assert [node.path for node in found.nodes] == ["a"]


@pytest.mark.parametrize(
    "last",
    [
        b"Node-path: a\nNode-kind: file\nNode-action: add\n",
        b"Node-path: a\nNode-kind: dir\nNode-action: add\nProp-content-length: 10\n",
        b"Node-path: a\nNode-kind: file\nNode-action: add\nNode-copyfrom-rev: 1\n",
        b"Node-path: a\nNode-kind: dir\nNode-act",
    ],
)
def test_last_node_that_may_have_had_a_body_is_cut_short(last):
    with pytest.raises(FormatError, match="are not complete"):
        list(read_revisions(dump(revision(1)) + last, "a.dump"))


def test_record_of_no_known_kind_is_grave():
    said: list[Diagnostic] = []
    found = list(read_revisions(dump(revision(1), b"node-path: a\nnode-kind: dir\n\n"), "a.dump", said.append))
    assert [one.number for one in found] == [1]
    assert [(one.what, one.grave) for one in said] == [("record of no known kind ('node-path: a')", True)]


def test_property_that_reaches_beyond_its_block():
    with pytest.raises(FormatError, match="property of 99 bytes reaches beyond its block"):
        read_properties(b"K 99\nsvn:log\nPROPS-END\n", Span(0, 24), Location("a.dump"))


def test_property_block_of_another_form():
    with pytest.raises(
        FormatError, match="property block has 'X 3' where 'K LENGTH' or 'D LENGTH' or 'PROPS-END' belongs"
    ):
        read_properties(b"X 3\nabc\nPROPS-END\n", Span(0, 18), Location("a.dump"))


def test_numbers_must_rise():
    with pytest.raises(FormatError, match="revision 2 follows revision 2; the numbers must rise"):
        list(read_revisions(dump(revision(2), revision(2)), "a.dump"))


def test_unknown_action_names_the_known_ones():
    with pytest.raises(FormatError, match="Node-action is 'move'; add, change, delete and replace are known"):
        list(read_revisions(dump(revision(1, node("a", "move"))), "a.dump"))


def test_node_before_the_first_revision():
    with pytest.raises(FormatError, match="a node stands before the first revision"):
        list(read_revisions(dump(node("a")), "a.dump"))


@pytest.mark.parametrize(
    "damage",
    [(b"Text-content-length: 1\n", b"Text-content-length: 1" + b"0" * 5000 + b"\n"), (b"path: a", b"path: a\0b")],
)
def test_numbers_and_names_that_no_dump_can_mean(damage: tuple[bytes, bytes]):
    raw = dump(revision(1, node("a", text=b"x"))).replace(*damage)
    with pytest.raises(FormatError, match=r"not a number|is no 'Name: value' header"):
        list(read_revisions(raw, "a.dump"))


@pytest.mark.parametrize(
    "change",
    [
        (b"", b""),
        (b"Node-kind: file\n", b""),
        (b"Node-kind: file\n", b"Node-kind:file\n"),
        (b"Node-action: add\n", b"Node-action: add\r\n"),
        (b"Node-action: add\n", b"Node-action: add\nNode-action: change\n"),
        (b"Prop-content-length: 14", b"Prop-content-length: 13"),
        (b"Prop-content-length: 14\n", b""),
        (b"Content-length: 26\n", b"Content-length: 30\n"),
        (b"Content-length: 26\n", b""),
        (b"Text-content-length: 12\n", b"Text-content-length: 12\nText-content-length: 11\n"),
        (b"Text-content-length: 12\n", b"Text-content-length:  12\n"),
        (b"Text-content-length: 12\n", b""),
        (b"Text-content-length: 12\nContent-length: 26\n", b"Text-content-length: 9999\n"),
        (b"Text-delta: true\n", b"Text-delta: yes\n"),
        (b"Prop-content-length: 14\nText-content-length: 12\nContent-length: 26\n", b"Content-length: 0\n"),
    ],
)
@pytest.mark.parametrize("version", [b"1", b"3"])
@pytest.mark.usefixtures("plain_core")
def test_usual_headers_are_read_as_all_others(monkeypatch: pytest.MonkeyPatch, change: tuple[bytes, bytes], version):
    headers = (
        b"Node-path: trunk/a b/./c\nNode-kind: file\nNode-action: add\nNode-copyfrom-rev: 1\nNode-copyfrom-path: /x\n"
        b"Text-copy-source-md5: 0a\nText-copy-source-sha1: 0b\nProp-delta: true\nText-delta: true\n"
        b"Text-delta-base-md5: 0c\nText-delta-base-sha1: 0d\nText-content-md5: 0e\nText-content-sha1: 0f\n"
        b"Prop-content-length: 14\nText-content-length: 12\nContent-length: 26\n"
    )
    whole = headers + b"\nK 0\nPROPS-END\nan odd text\n\n"
    raw = dump(revision(1), whole.replace(*change), whole).replace(b"version: 2", b"version: " + version)

    def told() -> tuple[list[object], list[str], str]:
        found: list[object] = []
        said: list[Diagnostic] = []
        try:
            found.extend(read_revisions(raw, "a.dump", said.append))
        except FormatError as error:
            return found, [str(item) for item in said], str(error)
        return found, [str(item) for item in said], ""

    quick = told()
    monkeypatch.setattr("archaeo.importers.svn.dump._usual_node", lambda *_: None)
    assert told() == quick


@pytest.mark.usefixtures("plain_core")
def test_usual_headers_are_not_read_line_by_line(monkeypatch: pytest.MonkeyPatch):
    raw = dump(revision(1, node("a", text=b"x"), node("b")), revision(2, node("a", "delete", kind="")))
    monkeypatch.setattr("archaeo.importers.svn.dump._node", None)
    assert [len(found.nodes) for found in read_revisions(raw, "a.dump")] == [2, 1]

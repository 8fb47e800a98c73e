"""Bytes to lines."""

import pytest

from archaeo.importers.changelog import lines


def test_encodings_may_change_from_line_to_line() -> None:
    found = lines.read("Lönnblad\n".encode() + "Küpper\n".encode("latin-1") + "“x”\n".encode("cp1252"))
    assert list(found) == ["Lönnblad", "Küpper", "“x”"]
    assert found.encodings == {"utf-8": 1, "cp1252": 2}


@pytest.mark.parametrize("encoding", ["iso2022_jp", "euc_jp"])
def test_japanese(encoding: str) -> None:
    assert list(lines.read("もダメだった\nplain\n".encode(encoding))) == ["もダメだった", "plain"]


def test_mark_carriage_returns_and_form_feeds_are_no_text() -> None:
    assert list(lines.read(b"\xef\xbb\xbfone\r\n\x0c\r\ntwo  \r\n")) == ["one", "", "two"]


def test_number_of_lines_stays_that_of_the_file() -> None:
    assert len(lines.read(b"a\x0bb\x85c\n\nd")) == 3


def test_lone_carriage_return_is_dirt_unless_nothing_else_ends_lines() -> None:
    assert list(lines.read(b"a\rb\nc\n")) == ["ab", "c"]
    assert list(lines.read(b"a\rb\r")) == ["a", "b"]


def test_shift_jis() -> None:
    text = "V1.1 2000-07-08\n更新履歴\n・サウンドの設定を追加した\n・マニュアルの一部を修正\n"
    read = lines.read(text.encode("cp932"), "update.txt")
    assert read.texts == text.split("\n")[:-1]
    assert read.encodings["cp932"] == 3


def test_quotes_of_windows_are_not_shift_jis() -> None:
    text = "“Größe” – Österreich’s Änderungen, ‘naïve’ café\n" * 9
    assert lines.read(text.encode("cp1252"), "ChangeLog").texts[0] == text.split("\n")[0]


def test_name_in_kanji_beside_kana() -> None:
    entry = "2003-03-11  山田 <y@example.org>\n\n\t* b.c: 修正した。\n\n"
    other = "2003-03-10  Müller <m@example.org>\n\n\t* a.c: größer, Müßiggänger\n\n"
    content = entry.encode("euc_jp") + other.encode("latin-1") + entry.encode("euc_jp")
    assert "\n".join(lines.read(content, "ChangeLog").texts) + "\n" == entry + other + entry


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "cp866"])
def test_russian_is_told_by_its_words(encoding: str) -> None:
    text = "2003-05-17  Ада Байрон  <ada@example.ru>\n\n\t* fit.c: исправлена ошибка в чтении дампа, СПАСИБО Грейс\n"
    assert "\n".join(lines.read(text.encode(encoding), "ChangeLog").texts) + "\n" == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("iso8859-7", "διόρθωση σφάλματος στην ανάγνωση του αρχείου"),
        ("iso8859-2", "příliš žluťoučký kůň úpěl ďábelské"),
    ],
)
def test_other_scripts_are_not_russian(encoding: str, text: str) -> None:
    assert set(lines.read(text.encode(encoding), "ChangeLog").encodings) <= {"cp1252", "latin-1"}


@pytest.mark.parametrize(
    ("country", "name", "encoding"),
    [("jp", "高林 哲", "euc_jp"), ("cn", "陈小明", "gb18030"), ("kr", "김철수", "euc_kr")],
)
def test_names_without_kana_are_told_by_the_addresses(country: str, name: str, encoding: str) -> None:
    text = "".join(f"2003-05-1{day}  {name}  <a@example.{country}>\n\n\t* fit.c: steps\n\n" for day in range(4))
    found = lines.read(text.encode(encoding), "ChangeLog")
    assert ("\n".join(found.texts) + "\n", set(found.encodings)) == (text, {encoding})

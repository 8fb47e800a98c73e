"""``archaeo changelog``."""

import json
from pathlib import Path

from click.testing import CliRunner

from archaeo.cli import archaeo as command_line

LOG = b"2012-05-30 <ethompso>\n* back after the disaster\n* Tagging version BoostedGOOS-00-00-05\n"


def _run(*arguments: str) -> tuple[str, str]:
    done = CliRunner().invoke(command_line, ["changelog", *arguments], catch_exceptions=False)
    return done.stdout, done.stderr


def test_json_of_one_file_is_an_object(tmp_path: Path) -> None:
    (tmp_path / "ChangeLog").write_bytes(LOG)
    out, _ = _run("--json", str(tmp_path / "ChangeLog"))
    found = json.loads(out)
    assert found["dialect"] == "atlas-cmt"
    [entry] = found["entries"]
    assert {key: entry[key] for key in ("date", "author", "email", "line", "tags", "files", "symbols", "time")} == {
        "date": "2012-05-30",
        "author": "ethompso",
        "email": None,
        "line": 1,
        "tags": ["BoostedGOOS-00-00-05"],
        "files": [],
        "symbols": [],
        "time": None,
    }


def test_json_of_several_files_or_a_folder_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "ChangeLog").write_bytes(LOG * 2)
    (tmp_path / "src" / "NEWS").write_bytes(LOG * 2)
    assert len(json.loads(_run("--json", str(tmp_path / "ChangeLog"), str(tmp_path / "src" / "NEWS"))[0])) == 2
    assert [found["file"] for found in json.loads(_run("--json", str(tmp_path))[0])] == [
        str(tmp_path / "ChangeLog"),
        str(tmp_path / "src" / "NEWS"),
    ]


def test_text_says_who_and_when_and_how_much_was_understood(tmp_path: Path) -> None:
    (tmp_path / "ChangeLog").write_bytes(b"Notes\n\n" + LOG)
    out, talk = _run("--explain", str(tmp_path / "ChangeLog"))
    assert out == (
        "2012-05-30  ethompso  [BoostedGOOS-00-00-05]  line 3\n"
        "    back after the disaster\n"
        "    Tagging version BoostedGOOS-00-00-05\n\n"
    )
    assert "1 entry, dialect atlas-cmt" in talk
    assert "entries account for 75.0 % of the lines" in talk
    assert "lines 1-1: in no entry" in talk


def test_unknown_dialect_names_the_valid_ones(tmp_path: Path) -> None:
    (tmp_path / "ChangeLog").write_bytes(LOG)
    done = CliRunner().invoke(command_line, ["changelog", "--dialect", "gun", str(tmp_path / "ChangeLog")])
    assert "no dialect 'gun'; choose one of: atlas-cmt, " in str(done.exception)


def test_json_carries_everything_that_an_entry_says(tmp_path: Path) -> None:
    text = (
        b"2012-05-30 14:05  Ada Byron  <ada@example.org> and Grace Hopper\n\n"
        b'\t* src/fit.c (step): Say "no more\n\tsteps" (r123, bug #45).\n'
        b"\t> why does it stop?\n\t> it must not\n\t* Tagged as Fitter-00-00-05\n"
    )
    (tmp_path / "ChangeLog").write_bytes(text)
    [entry] = json.loads(_run("--json", str(tmp_path / "ChangeLog"))[0])["entries"]
    assert entry["people"] == [
        {"name": "Ada Byron", "email": "ada@example.org"},
        {"name": "Grace Hopper", "email": None},
    ]
    assert (entry["date"], entry["time"], entry["date_precision"]) == ("2012-05-30", "14:05:00", "minute")
    assert (entry["files"], entry["symbols"]) == (["src/fit.c"], ["step"])
    assert (entry["tags"], entry["revisions"], entry["issues"]) == (["Fitter-00-00-05"], ["123"], ["45"])
    assert entry["quotes"] == ["no more steps", "why does it stop?\nit must not"]
    assert (entry["line"], entry["end_line"], entry["items"]) == (1, 7, 2)


def test_changelogs_of_a_bare_repository(tmp_path: Path) -> None:
    fixtures = Path(__file__).parents[3] / "fixtures" / "boostedgoos"
    target = tmp_path / "goos.git"
    CliRunner().invoke(command_line, ["convert", "-q", str(fixtures / "boostedgoos.dump"), "-o", str(target)])
    _, err = _run(str(target))
    assert f"{target}:ChangeLog: 71 entries, dialect atlas-cmt" in err


def test_doubts_are_said(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(b"= 2003/05/17 = new cuts for the fit\n  and more\n\n= 2003/04/02 = first that\n  runs\n")
    out, talk = _run("--json", str(file))
    doubt = "its manner is not known: entries are told by the dates in their lines alone"
    assert f"notes.txt: not sure: {doubt}" in talk
    assert json.loads(out)["doubts"] == [doubt]


def test_standard_input() -> None:
    text = "2012-05-30  Ada Byron  <ada@example.org>\n\n\t* steps\n"
    done = CliRunner().invoke(command_line, ["changelog", "-"], input=text)
    assert done.stdout.startswith("2012-05-30  Ada Byron  line 1\n")

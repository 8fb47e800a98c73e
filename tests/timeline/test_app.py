"""The browser, driven by Textual's pilot: every key of the table, at 80x24 and 200x60."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from archaeo.model import Change, ChangeLogEntry, Commit, Identity, Release
from archaeo.timeline import browsing, draw, keys
from archaeo.timeline import rows as timeline
from archaeo.timeline.app import Browser
from archaeo.timeline.browsing import Group
from archaeo.timeline.pages import Page
from archaeo.timeline.palette import Palette
from archaeo.timeline.rows import Row

SMALL, LARGE = (80, 24), (200, 60)
HOSTILE = "evil \x1b]0;owned\x07 [/nope] [bold]x[/] \u202egnp.exe \x9b2J"


def _commit(number: int, days: int, who: str, message: str, *paths: str) -> Commit:
    moment = datetime(2009, 3, 2, 12, tzinfo=UTC) + timedelta(days)
    changes = tuple(Change("M", path) for path in sorted(paths))
    return Commit(f"trunk@{number}", "refs/heads/main", (), Identity(who), moment, message, changes)


COMMITS = (
    _commit(1, 0, "ethompso", "first import", "src/GoosFinder.cxx", "src/GoosTool.cxx", "README"),
    _commit(2, 20, "prenaud", "tune the eta cut", "src/GoosFinder.cxx"),
    _commit(3, 120, "ethompso", "getting boostedgoos back after the svn disaster", "src/GoosTool.cxx"),
    _commit(4, 500, "kmoto", HOSTILE, "python/goos.py"),
    _commit(5, 510, "kmoto", "last words", "src/GoosFinder.cxx", "README"),
)
RELEASES = (Release("BoostedGOOS-00-00-01", COMMITS[1].date, "tag refs/tags/x", COMMITS[1].key),)
ENTRIES = (ChangeLogEntry(7, 9, date(2009, 8, 1), authors=(Identity("ethompso"),), text="* only the ChangeLog tells"),)


def _rows() -> tuple[Row, ...]:
    found = timeline.rows(COMMITS, ENTRIES, RELEASES)
    event = Row("event:1", ("event",), COMMITS[2].date, "2009-06-30", "", "", "svn disaster of 2009")
    return timeline.merged(found, timeline.silences(found), (event,))


def _load(progress: Callable[[str, int, int], None]) -> Iterator[tuple[Row, ...]]:
    yield _rows()


def _browser(**more: Any) -> Browser:
    groups = [Group("src/GoosTool.cxx", ("uses 2", "used by 1"), "path:src/GoosTool.cxx")]
    return Browser(
        _load, title="BoostedGOOS", dependencies=lambda progress: groups, **{"difference": _difference, **more}
    )


def _difference(one: str, two: str, progress: Callable[[str, int, int], None]) -> str:
    return f"diff --git a/of {one}{' to ' + two if two else ''}"


def _play(
    script: Callable[[Browser, Pilot[str]], Coroutine[Any, Any, None]],
    size: tuple[int, int] = SMALL,
    browser: Browser | None = None,
) -> Browser:
    """Run a browser and play a script with it."""
    app = browser or _browser()

    async def play() -> None:
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await script(app, pilot)

    asyncio.run(play())
    return app


def screen(app: Browser) -> str:
    """What stands on the screen, as text."""
    lines = [
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips(app.screen.size)
    ]
    return "\n".join(lines)


def subject(app: Browser) -> str:
    row = app._row
    return row.subject if row else ""


def subjects(app: Browser) -> list[str]:
    return [app._rows[hit].subject for hit in app._ordered()]


# key, what is pressed before it, and what must hold after it
STEPS: list[tuple[str, str, Callable[[Browser], bool]]] = [
    ("j", "", lambda app: app._list.cursor == 1),
    ("down", "", lambda app: app._list.cursor == 1),
    ("k", "j j", lambda app: app._list.cursor == 1),
    ("up", "j", lambda app: app._list.cursor == 0),
    ("pagedown", "", lambda app: app._list.cursor == app._list.count - 1),
    ("space", "", lambda app: app._list.cursor == app._list.count - 1),
    ("ctrl+f", "", lambda app: app._list.cursor == app._list.count - 1),
    ("pageup", "G", lambda app: app._list.cursor == 0),
    ("ctrl+b", "G", lambda app: app._list.cursor == 0),
    ("ctrl+d", "", lambda app: app._list.cursor > 1),
    ("ctrl+u", "G", lambda app: app._list.cursor < app._list.count - 2),
    ("g", "j j", lambda app: app._list.cursor == 0),
    ("home", "j j", lambda app: app._list.cursor == 0),
    ("G", "", lambda app: app._list.cursor == app._list.count - 1),
    ("end", "", lambda app: app._list.cursor == app._list.count - 1),
    ("enter", "", lambda app: app.screen.has_class("opened") or app.query_one("#detail").has_focus),
    ("tab", "", lambda app: app.screen.has_class("opened") or app.query_one("#detail").has_focus),
    ("left", "", lambda app: subject(app) != "last words" and app._list.cursor > 0),
    ("right", "G", lambda app: app._list.cursor < app._list.count - 1),
    ("slash", "", lambda app: app.screen.has_class("asking")),
    ("backslash", "", lambda app: app.screen.has_class("asking")),
    ("n", "backslash d i s a s t e r enter", lambda app: "disaster" in subject(app)),
    ("N", "backslash d i s a s t e r enter G", lambda app: "disaster" in subject(app)),
    ("p", "", lambda app: app._query == "who:kmoto" and app._list.count == 2),
    ("f", "G", lambda app: app.screen.has_class("asking")),
    ("b", "", lambda app: app._query == "branch:main" and app._list.count == 5),
    ("x", "", lambda app: isinstance(app.screen, Page) and "tune the eta cut" in screen(app)),
    ("r", "", lambda app: not app._newest_first and subject(app) == "last words"),
    ("right_square_bracket", "", lambda app: subject(app) == "svn disaster of 2009"),
    ("left_square_bracket", "G", lambda app: subject(app) == "svn disaster of 2009"),
    ("right_curly_bracket", "", lambda app: subject(app).startswith("BoostedGOOS-00-00-01")),
    ("left_curly_bracket", "G", lambda app: subject(app).startswith("BoostedGOOS-00-00-01")),
    ("right_parenthesis", "", lambda app: "days without a change" in subject(app)),
    ("left_parenthesis", "G", lambda app: "days without a change" in subject(app)),
    ("y", "", lambda app: app._row is not None and app._row.day.startswith("2009")),
    ("Y", "G", lambda app: app._row is not None and app._row.day.startswith("2010")),
    ("greater_than_sign", "", lambda app: app._row is not None and app._row.day.startswith("2009-08")),
    ("less_than_sign", "G", lambda app: app._row is not None and app._row.day >= "2009-04"),
    ("t", "", lambda app: app.screen.has_class("asking")),
    ("plus", "", lambda app: app._unit in ("week", "day")),
    ("equals_sign", "", lambda app: app._unit in ("week", "day")),
    ("minus", "", lambda app: app._unit in ("month", "year")),
    ("1", "3", lambda app: app._view == "changes" and app._list.count > 5),
    ("2", "", lambda app: "svn disaster of 2009" in screen(app) and app._view == "events"),
    ("3", "", lambda app: "ethompso" in screen(app) and app._list.count == 3),
    ("4", "", lambda app: "BoostedGOOS-00-00-01" in screen(app) and app._list.count == 1),
    ("5", "", lambda app: "python/goos.py" in screen(app) and app._list.count == 4),
    ("6", "", lambda app: "used by 1" in screen(app) and app._list.count == 1),
    ("d", "", lambda app: isinstance(app.screen, Page) and "of trunk@5" in screen(app)),
    ("m", "", lambda app: app._marks == ["r5"] and "1 marked" in screen(app)),
    ("apostrophe", "m j j", lambda app: app._list.cursor == 0),
    ("C", "m j m", lambda app: isinstance(app.screen, Page) and "1 changes, 1 people" in screen(app)),
    ("D", "m j m", lambda app: isinstance(app.screen, Page) and "of trunk@4 to trunk@5" in screen(app)),
    ("c", "", lambda app: app.clipboard.startswith("BoostedGOOS, revision r5, 2010-07-25, kmoto")),
    ("w", "", lambda app: app.screen.has_class("asking")),
    ("o", "", lambda app: Path("timeline.html").is_file()),
    ("O", "", lambda app: Path("timeline.html").is_file()),
    ("ctrl+p", "", lambda app: isinstance(app.screen, Palette)),
    ("colon", "", lambda app: isinstance(app.screen, Palette)),
    ("question_mark", "", lambda app: isinstance(app.screen, Page) and "down half a page" in screen(app)),
    ("escape", "p", lambda app: app._query == "" and subject(app) == "last words"),
    ("q", "", lambda app: app.return_value == ""),
    ("ctrl+c", "p", lambda app: app.return_value is None and app.return_code == 130),
    ("Q", "p", lambda app: app.return_value == "who:kmoto"),
]


def test_steps_press_every_key_of_the_table() -> None:
    pressed = {key for key, _, _ in STEPS}
    assert pressed == {one for group in keys.KEYS.values() for key in group for one in key.keys.split(",")}


async def _begin_again(app: Browser, pilot: Pilot[str]) -> None:
    """Put a browser back to how it opened; a new one for each key took eight times as long."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
    app._end_question()
    app.screen.remove_class("opened")
    app._marks.clear()
    app._trail.clear()
    app._view, app._unit, app._found, app._newest_first, app._last = "changes", None, "", True, None
    app._apply("")
    app._list.go(0)
    for file in Path().iterdir():
        file.unlink()
    await pilot.pause()


@pytest.mark.parametrize(
    "size", [pytest.param(SMALL, id="80x24"), pytest.param(LARGE, id="200x60", marks=pytest.mark.slow)]
)
def test_every_key(size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda address: True)

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        for key, before, holds in STEPS:
            if key not in ("q", "Q", "ctrl+c"):
                await _begin_again(app, pilot)
                await pilot.press(*before.split(), key)
                await app.workers.wait_for_complete()
                await pilot.pause()
                assert holds(app), f"{before} {key}\n{screen(app)}"

    _play(script, size)


@pytest.mark.parametrize("key", ["q", "Q", "ctrl+c"])
def test_key_that_leaves_gives_the_query(key: str) -> None:
    ((_, before, holds),) = [step for step in STEPS if step[0] == key]

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press(*before.split(), key)

    assert holds(_play(script))


def test_keys_move_the_cursor_of_a_list_longer_than_the_screen() -> None:
    """Textual's own keys would scroll such a list and leave the cursor behind."""
    many = timeline.rows([_commit(number, number, "eve", f"change {number}", "a.c") for number in range(1, 301)])

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        page = app._list.size.height - 1
        for key, place in (("down", 1), ("pagedown", page + 1), ("end", 299), ("pageup", 299 - page), ("home", 0)):
            await pilot.press(key)
            assert app._list.cursor == place, key
            assert subject(app) in screen(app)

    _play(script, browser=Browser(lambda progress: iter([many])))


def test_every_action_of_the_table_exists() -> None:
    missing = [action for action in keys.ACTIONS if not hasattr(Browser, f"action_{action}")]
    assert not missing


def test_filter_is_live_and_escape_takes_it_back() -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("slash", *"disaster")
        assert subjects(app) == ["svn disaster of 2009", "getting boostedgoos back after the svn disaster"]
        await pilot.press("escape")
        assert app._query == "" and len(subjects(app)) > 5
        await pilot.press("slash", *"who:kmoto", "enter", "j", "p", "escape")
        assert app._query == "who:kmoto"
        await pilot.press("escape")
        assert app._query == ""

    _play(script)


def test_wrong_filter_suggests_the_right_one() -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("slash", *"whom:x")
        assert "unknown filter 'whom:'; did you mean 'who:'? (in quotes, words with a colon are looked for)" in screen(
            app
        )

    _play(script, LARGE)


def test_another_view_and_back_keeps_the_place() -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("j", "j", "j")
        before = subject(app)
        await pilot.press("5", "j", "1")
        assert subject(app) == before

    _play(script)


def test_date_is_understood_as_typed() -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("t", *"march", "space", *"2009", "enter")
        assert app._row is not None and app._row.day == "2009-03-02"
        await pilot.press("t", *"soon", "enter")
        assert "'soon' is no date" in screen(app)

    _play(script)


def test_resizing_keeps_the_place() -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("j", "j", "j")
        before = subject(app)
        for width, height in (LARGE, (60, 10), SMALL):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert subject(app) == before and before[:12] in screen(app)

    _play(script)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_hostile_message_is_inert_everywhere(size: tuple[int, int]) -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("slash", *"evil", "enter")
        for press in ("", "enter", "escape", "3", "5", "1"):
            await pilot.press(*press.split())
            shown = screen(app)
            assert shown.replace("\n", "").isprintable()
        assert "[/nope]" in screen(app) and "\\x1b]0;owned" in screen(app)
        await pilot.press("c")
        assert "\x1b" not in app.clipboard

    _play(script, size)


@pytest.mark.parametrize("name", ["t.txt", "t.json", "t.csv", "t.html"])
def test_written_view_holds_the_lines_and_nothing_live(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("w", "ctrl+u", *name.replace(".", " full_stop ").split())
        app.query_one("#prompt").value = name
        await pilot.press("enter")
        assert f"wrote {name}" in screen(app)
        await pilot.press("w")
        app.query_one("#prompt").value = name
        await pilot.press("enter")
        assert "is there already" in screen(app)

    _play(script, LARGE)
    text = Path(name).read_text()
    assert "last words" in text and "\x1b" not in text and "\u202e" not in text
    if name.endswith("json"):
        assert len(json.loads(text)["items"]) == len(_rows())


def test_other_views_are_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        for view in "23456":
            await pilot.press(view)
            await app.workers.wait_for_complete()
            await pilot.pause()
            for suffix in (".txt", ".json", ".csv", ".html"):
                file = Path(f"view{view}{suffix}")
                assert app._write(file, False)
                assert app._groups[0].name in file.read_text()

    _play(script)


def test_unknown_suffix_names_the_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        assert not app._write(Path("view.pdf"), False)
        assert app._said == "view.pdf: unknown kind of file '.pdf'; known are .txt .json .csv .html"

    _play(script)


def test_line_of_another_view_opens_its_changes() -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("3", "enter")
        assert (app._view, app._query) == ("changes", "who:ethompso")
        await pilot.press("escape")
        assert app._view == "people"

    _play(script)


def test_ascii_and_no_colour_tell_the_kinds_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = _browser(ascii=True)

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        shown = screen(app)
        assert shown.isascii(), sorted({c for c in shown if ord(c) > 127})
        signs = {row.kinds[0]: draw.sign(row, draw.ASCII) for row in _rows()}
        assert signs == {"change": " ", "silence": "~", "event": "E", "release": "R", "entry": "L"}
        assert app.no_color

    _play(script, browser=app)


def test_mouse_puts_the_cursor_and_opens() -> None:
    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.click("#list", offset=(5, 2))
        assert app._list.cursor == 2
        await pilot.click("#list", offset=(5, 2))
        await pilot.pause()
        assert app.screen.has_class("opened")
        await pilot.press("escape")
        await pilot.click("#histogram", offset=(0, 0))
        assert app._row is not None and app._row.day.startswith("2009-03")

    _play(script)


def test_fewer_rows_of_the_second_reading_keep_the_place() -> None:
    """When entries are matched with commits there are fewer rows than were listed at first."""

    def load(progress: Callable[[str, int, int], None]) -> Iterator[tuple[Row, ...]]:
        yield _rows()
        yield _rows()[::2]

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        assert app._list.count == len(_rows()[::2]) and subject(app)

    _play(script, browser=Browser(load))


def test_dependencies_are_read_behind_and_can_be_stopped() -> None:
    stopped = []

    def slowly(progress: Callable[[str, int, int], None]) -> Iterator[Group]:
        try:
            for number in range(1000):
                progress("scanning", number, 1000)
                time.sleep(0.02)
        except KeyboardInterrupt:
            stopped.append(number)
            raise
        yield Group("a.c", (), "")

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("6")
        await pilot.pause(0.5)
        assert "scanning: " in screen(app) and "of 1,000 (Esc stops it)" in screen(app)
        await pilot.press("j")
        assert app._list.cursor == 1 and app._view == "changes"
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        assert stopped and "stopped; 6 begins again" in screen(app) and app._view == "changes"

    _play(script, LARGE, browser=Browser(_load, dependencies=slowly))


def test_fault_ends_the_browser_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    def load(progress: Callable[[str, int, int], None]) -> Iterator[tuple[Row, ...]]:
        raise ZeroDivisionError("a fault")
        yield ()

    app = Browser(load)

    async def play() -> None:
        async with app.run_test() as pilot:
            await pilot.pause(0.3)

    with pytest.raises(Exception, match="a fault"):  # as a test run tells it; a run tells its caller
        asyncio.run(play())
    assert isinstance(app.failed, ZeroDivisionError) and app.return_code == 1
    assert "Traceback" not in capfd.readouterr().err


def test_source_that_cannot_be_read_ends_with_its_message() -> None:
    from archaeo.errors import ArchaeoError

    def load(progress: Callable[[str, int, int], None]) -> Iterator[tuple[Row, ...]]:
        raise ArchaeoError("nothing dated here")
        yield ()

    app = Browser(load)

    async def play() -> None:
        async with app.run_test() as pilot:
            await pilot.pause(0.3)

    asyncio.run(play())
    assert app.return_code == 1


async def _until(app: Browser, pilot: Pilot[str], holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, screen(app)
        await pilot.pause(0.01)


def _typed_at_once(app: Browser, *names: str) -> None:
    """Press keys as a terminal does that has them all in one read: none waits for what the one before it did."""
    for name in names:
        character = name if len(name) == 1 else {"space": " ", "slash": "/", "full_stop": "."}.get(name)
        app.post_message(events.Key(_character_to_key(name) if len(name) == 1 else name, character))


AT_ONCE: list[tuple[tuple[str, ...], Callable[[Browser], bool]]] = [
    (("slash", *"disaster", "enter"), lambda app: app._query == "disaster" and app._list.count == 2),
    (("slash", *"disaster", "enter", "j", "m"), lambda app: app._marks == ["r3"]),
    (("backslash", *"tune", "enter"), lambda app: app._found == "tune" and "tune" in subject(app)),
    (("t", *"2009-03-02", "enter", "k", "m"), lambda app: app._marks == ["r2"]),
    (("G", "f", "ctrl+u", *"README", "enter", "j", "k"), lambda app: app._query == "path:README"),
    (("w", "ctrl+u", *"a.txt", "enter", "j"), lambda app: Path("a.txt").is_file() and app._list.cursor == 1),
    (("p", "slash", *" tune", "escape", "j"), lambda app: app._query == "who:kmoto" and app._list.cursor == 1),
    ((":", *"oldest", "enter", "G"), lambda app: not app._newest_first and subject(app) == "last words"),
    (("ctrl+p", *"to a date", "enter", *"2009-03-02", "enter"), lambda app: subject(app) == "first import"),
    (("?", "G", "q", "j"), lambda app: len(app.screen_stack) == 1 and app._list.cursor == 1),
    (("x", "down", "escape", "m"), lambda app: len(app._marks) == 1 and len(app.screen_stack) == 1),
    (("3", "j", "enter"), lambda app: app._view == "changes" and app._query == "who:kmoto"),
    (("slash", *"disaster", "ctrl+j"), lambda app: app._query == "disaster" and app._asking is None),
]


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_keys_typed_at_once_go_where_they_belong(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        for names, holds in AT_ONCE:
            await _begin_again(app, pilot)
            _typed_at_once(app, *names)
            await _until(app, pilot, lambda holds=holds: holds(app))  # type: ignore[misc]

    _play(script, size)


def test_keys_typed_before_the_screen_is_there_are_taken() -> None:
    app = _browser()

    async def play() -> None:
        async with app.run_test(size=SMALL) as pilot:
            _typed_at_once(app, "slash", *"disaster", "enter", "j", "m")
            await _until(app, pilot, lambda: app._query == "disaster" and app._marks == ["r3"])

    asyncio.run(play())


def test_keys_typed_before_all_is_read_wait_for_it() -> None:
    """What is listed at first has neither the old changes nor the events."""
    gates, listed = [threading.Event(), threading.Event()], []

    def load(progress: Callable[[str, int, int], None]) -> Iterator[tuple[Row, ...]]:
        yield _rows()[-2:]
        gates[0].wait(30)
        listed.append(True)
        yield tuple(row for row in _rows() if "event" not in row.kinds)
        gates[1].wait(30)
        yield _rows()

    app = Browser(load, is_listed=lambda: bool(listed))

    async def play() -> None:
        async with app.run_test(size=LARGE) as pilot:
            await _until(app, pilot, lambda: app._list.count == 2)
            _typed_at_once(app, "t", *"2009-03-02", "enter", "m", "[", "m")
            await _until(app, pilot, lambda: "what you typed waits for it; Ctrl-C stops that" in screen(app))
            assert app._marks == []
            gates[0].set()
            await _until(app, pilot, lambda: app._marks == ["r1"])
            gates[1].set()
            await _until(app, pilot, lambda: len(app._marks) == 2)
            assert "waits for it" not in screen(app)

    asyncio.run(play())


def test_waiting_can_be_stopped() -> None:
    gate = threading.Event()

    def load(progress: Callable[[str, int, int], None]) -> Iterator[tuple[Row, ...]]:
        yield _rows()
        gate.wait(30)
        yield _rows()

    app = Browser(load)

    async def play() -> None:
        async with app.run_test(size=LARGE) as pilot:
            while not app._list.count:
                await pilot.pause(0.01)
            await pilot.press("right_square_bracket", "m", "ctrl+c")
            assert app._wish is None and not app._held and not app._marks
            await pilot.press("m")
            assert app._marks
            gate.set()

    asyncio.run(play())


def test_person_keeps_being_shown_when_the_names_are_put_together() -> None:
    before, now = _rows(), tuple(replace(row, who=row.who.replace("kmoto", "Kenji M")) for row in _rows())
    assert browsing.renamed("who:kmoto goos", before, now) == 'who:"Kenji M" goos'
    assert browsing.renamed("who:nobody -who:kmoto", before, now) == 'who:nobody -who:"Kenji M"'
    assert browsing.renamed("kmoto", before, now) == "kmoto"


def test_difference_is_looked_for_behind_and_can_be_left() -> None:
    stopped: list[str] = []

    def slowly(one: str, two: str, progress: Callable[[str, int, int], None]) -> str:
        try:
            for _ in range(1000):
                progress("", 0, 0)
                time.sleep(0.02)
        except KeyboardInterrupt:
            stopped.append(one)
            raise
        return ""

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        await pilot.press("d")
        await _until(app, pilot, lambda: "looking for the difference" in screen(app))
        await pilot.press("q")
        await app.workers.wait_for_complete()
        assert stopped == ["trunk@5"] and len(app.screen_stack) == 1
        await pilot.press("j")
        assert app._list.cursor == 1

    _play(script, browser=_browser(difference=slowly))


def test_keys_behind_the_difference_wait_for_it() -> None:
    def slowly(one: str, two: str, progress: Callable[[str, int, int], None]) -> str:
        time.sleep(0.3)
        return "\n".join(["diff --git a/a.c b/a.c", "+int a;", "diff --git a/b.c b/b.c", "-int b;"])

    async def script(app: Browser, pilot: Pilot[str]) -> None:
        _typed_at_once(app, "d", "]")
        await _until(app, pilot, lambda: isinstance(app.screen, Page) and app.screen._list.cursor == 2)
        assert "-int b;" in screen(app)

    _play(script, browser=_browser(difference=slowly))


def test_what_a_key_said_is_not_wiped_away_by_the_progress() -> None:
    gate = threading.Event()

    def load(progress: Callable[[str, int, int], None]) -> Iterator[tuple[Row, ...]]:
        yield _rows()
        number = 0
        while not gate.wait(0.05):
            progress("reading commits", number := number + 1, 0)

    app = Browser(load)

    async def play() -> None:
        async with app.run_test(size=LARGE) as pilot:
            await _until(app, pilot, lambda: "reading commits" in screen(app))
            await pilot.press("c")
            await pilot.pause(0.6)
            assert "copied: " in screen(app)
            gate.set()

    asyncio.run(play())

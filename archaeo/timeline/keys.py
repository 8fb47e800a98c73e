"""The keys of the timeline browser: one table, from which the bindings, the footer, the help and the manual are made.

In the manner of less (``g G / n N q``), tig (``1..6``, ``Enter``, ``Tab``) and vi (``j k``, Ctrl-D, Ctrl-U), beside the
arrows.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a key does.

    Attributes:
        keys: as Textual calls them, separated by commas.
        shown: as a person calls them.
        action: the method ``action_...`` of the browser, with its argument.
        says: what it does, for the help.
        brief: one or two words for the footer, or "" to leave it out there.
    """

    keys: str
    shown: str
    action: str
    says: str
    brief: str = ""


MOVE, FIND, JUMP, LOOK, KEEP, LEAVE = "Move", "Find", "Jump", "Look", "Keep", "Leave"

KEYS: dict[str, tuple[Key, ...]] = {
    MOVE: (
        Key("j,down", "j ↓", "move(1)", "down a line"),
        Key("k,up", "k ↑", "move(-1)", "up a line"),
        Key("pagedown,space,ctrl+f", "PgDn Space", "page(1)", "down a page"),
        Key("pageup,ctrl+b", "PgUp", "page(-1)", "up a page"),
        Key("ctrl+d", "Ctrl-D", "half_page(1)", "down half a page"),
        Key("ctrl+u", "Ctrl-U", "half_page(-1)", "up half a page"),
        Key("g,home", "g Home", "first", "to the first line"),
        Key("G,end", "G End", "last", "to the last line"),
        Key("enter", "Enter", "open", "open: its page, or its changes", "open"),
        Key("tab", "Tab", "next_pane", "to the next pane"),
        Key("left", "←", "bar(-1)", "one bar of the histogram back"),
        Key("right", "→", "bar(1)", "one bar of the histogram on"),
    ),
    FIND: (
        Key("slash", "/", "filter", "filter as you type: words, who: path: after: kind: ...", "filter"),
        Key("backslash", "\\", "find", "find a word, keep all lines"),
        Key("n", "n", "hit(1)", "next line with what was found"),
        Key("N", "N", "hit(-1)", "the one before"),
        Key("p", "p", "this_person", "only this person", "person"),
        Key("f", "f", "this_path", "only this path"),
        Key("b", "b", "this_branch", "only this branch"),
        Key("x", "x", "related", "only changes that touch the same files"),
        Key("r", "r", "reverse", "oldest first, or newest first"),
    ),
    JUMP: (
        Key("right_square_bracket", "]", "jump('event',1)", "next event", "event"),
        Key("left_square_bracket", "[", "jump('event',-1)", "event before"),
        Key("right_curly_bracket", "}", "jump('release',1)", "next release", "release"),
        Key("left_curly_bracket", "{", "jump('release',-1)", "release before"),
        Key("right_parenthesis", ")", "jump('silence',1)", "next silence"),
        Key("left_parenthesis", "(", "jump('silence',-1)", "silence before"),
        Key("y", "y", "period('year',1)", "a year down the list"),
        Key("Y", "Y", "period('year',-1)", "a year up the list"),
        Key("greater_than_sign", ">", "period('month',1)", "a month down the list"),
        Key("less_than_sign", "<", "period('month',-1)", "a month up the list"),
        Key("t", "t", "go_to_date", "to a date: 2012-05, may 2012, 30.5.2012", "date"),
        Key("plus,equals_sign", "+", "zoom(1)", "shorter bars in the histogram: year, month, week, day"),
        Key("minus", "-", "zoom(-1)", "longer bars"),
    ),
    LOOK: (
        Key("1", "1", "view('changes')", "changes"),
        Key("2", "2", "view('events')", "events"),
        Key("3", "3", "view('people')", "people"),
        Key("4", "4", "view('releases')", "releases"),
        Key("5", "5", "view('files')", "files"),
        Key("6", "6", "view('dependencies')", "dependencies"),
        Key("d", "d", "diff", "what this change changed, line by line", "diff"),
        Key("m", "m", "mark", "mark this line, or take the mark away"),
        Key("apostrophe", "'", "next_mark", "to the next mark"),
        Key("C", "C", "compare", "compare the two newest marks: who, what, how many"),
        Key("D", "D", "diff_marks", "the difference between the two newest marks, line by line"),
    ),
    KEEP: (
        Key("c", "c", "cite", "copy a citation of this change"),
        Key("w", "w", "write", "write these lines to a file: .txt .json .csv .html"),
        Key("o", "o", "write_page", "write these lines as a page (HTML) here"),
        Key("O", "O", "open_page", "the same, and open it in the browser"),
        Key("ctrl+p,colon", "Ctrl-P :", "commands", "all commands by name"),
    ),
    LEAVE: (
        Key("question_mark", "?", "keys", "these keys", "keys"),
        Key("escape", "Esc", "step_back", "back: close the pane, then undo the filter"),
        Key("q", "q", "close", "close the pane, or quit", "quit"),
        Key("Q", "Q", "leave", "quit at once"),
        Key("ctrl+c", "Ctrl-C", "interrupt", "stop what is going on; quit when nothing is"),
    ),
}


ACTIONS = frozenset(key.action.partition("(")[0] for group in KEYS.values() for key in group)


def drawn() -> Text:
    """Give the table as the browser shows it."""
    text = Text(end="")
    for group, keys in KEYS.items():
        text.append(f"{group}\n", "bold")
        for key in keys:
            text.append(f"  {key.shown:12}", "cyan")
            text.append(f"{key.says}\n")
    return text


def table() -> str:
    """Give the table as Markdown, for the manual."""
    lines = ["| key | does |", "| --- | --- |"]
    for group, keys in KEYS.items():
        lines.append(f"| **{group}** | |")
        lines += [f"| `{key.shown}` | {key.says} |" for key in keys]
    return "\n".join(lines) + "\n"

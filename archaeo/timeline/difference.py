"""What a change changed, line by line, drawn in colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from rich.text import Text

from archaeo.errors import ArchaeoError
from archaeo.inert import clean

if TYPE_CHECKING:
    import pygit2

MOST_LINES = 5_000
"""A difference is shown up to so many lines; whoever wants 60,000 files in full has the repository."""


class Differences:
    """Finds commits in the repositories that the rows come from."""

    def __init__(self, repositories: Sequence[Path]) -> None:
        self._paths = repositories
        self._open: list[pygit2.Repository] | None = None

    def of(self, ref: str) -> str:
        """Give the difference between a commit and its first parent, as git writes it.

        Raises:
            ArchaeoError: no repository has it.
        """
        _, commit = self._find(ref)
        if not commit.parents:
            return _patch(commit.tree.diff_to_tree(swap=True))
        return _patch(commit.parents[0].tree.diff_to_tree(commit.tree))

    def between(self, one: str, two: str) -> str:
        """Give the difference between two commits, the older one first.

        Raises:
            ArchaeoError: no repository has both.
        """
        import pygit2

        repository, older = self._find(one)
        if two not in repository:
            raise ArchaeoError("the two changes are not in one repository", hint="mark two changes of one source")
        newer = repository[two].peel(pygit2.Commit)
        return _patch(older.tree.diff_to_tree(newer.tree))

    def _find(self, ref: str) -> tuple[pygit2.Repository, pygit2.Commit]:
        import pygit2

        from archaeo.git import reader

        if self._open is None:
            self._open = [reader.open_repository(path) for path in self._paths]
        for repository in self._open:
            if ref and ref in repository and isinstance(commit := repository[ref], pygit2.Commit):
                return repository, commit
        raise ArchaeoError("no difference to show for this line", hint="only changes have one")


def _patch(diff: pygit2.Diff) -> str:
    diff.find_similar()
    lines: list[str] = []
    for patch in diff:
        if patch is None:
            continue
        lines += patch.data.decode("utf-8", "surrogateescape").split("\n")
        if len(lines) > MOST_LINES:
            files = sum(1 for _ in diff.deltas)
            return "\n".join([*lines[:MOST_LINES], "", f"(cut after {MOST_LINES:,} lines; {files:,} files in all)"])
    return "\n".join(lines)


_STYLES = (
    ("diff --git", "bold"),
    ("+++ ", "bold"),
    ("--- ", "bold"),
    ("@@", "cyan"),
    ("new file", "bold green"),
    ("deleted file", "bold red"),
    ("rename ", "bold magenta"),
    ("similarity ", "dim"),
    ("index ", "dim"),
)


class Drawn(Sequence[Text]):
    """The lines of a patch, coloured as git does, and the code in them by its language, when they come on screen.

    To colour 5,000 lines of C took two seconds.
    """

    def __init__(self, patch: str) -> None:
        self._lines = clean(patch.replace("\r\n", "\n")).split("\n")
        self.heads = [index for index, text in enumerate(self._lines) if text.startswith("diff --git")]
        """Where the files of the patch begin."""
        self._lexers: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> Text: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Text]: ...
    def __getitem__(self, index: int | slice) -> Text | Sequence[Text]:
        if isinstance(index, slice):
            return [self._drawn(place) for place in range(*index.indices(len(self)))]
        return self._drawn(index)

    def _drawn(self, index: int) -> Text:
        line = self._lines[index]
        style = next((style for head, style in _STYLES if line.startswith(head)), "")
        lexer = None if style or line[:1] not in ("+", "-", " ") else self._lexer_at(index)
        if lexer is None:
            return Text(line, style or {"+": "green", "-": "red"}.get(line[:1], ""), end="")
        mark = {"+": "bold green", "-": "bold red"}.get(line[0], "")
        text = Text(line[0], end="")
        text.stylize(mark)
        for piece, style in _tokens(line[1:], lexer):
            text.append(piece, f"{mark.replace('bold ', '')} {style}".strip() if mark else style)
        return text

    def _lexer_at(self, index: int) -> Any:
        place = bisect_right(self.heads, index) - 1
        if place not in self._lexers:
            self._lexers[place] = _lexer(self._lines[self.heads[place]].rpartition("/")[2]) if place >= 0 else None
        return self._lexers[place]


def _lexer(name: str) -> Any:
    from pygments.lexers import get_lexer_for_filename
    from pygments.util import ClassNotFound

    try:
        return get_lexer_for_filename(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _tokens(line: str, lexer: Any) -> Iterator[tuple[str, str]]:
    from pygments.token import Comment, Keyword, Name, Number, String

    styles = ((Comment, "italic dim"), (Keyword, "bold"), (String, "underline"), (Number, "cyan"), (Name.Tag, "bold"))
    if len(line) > 400:  # generated or data; a lexer may need seconds for it
        yield line, ""
        return
    for kind, piece in lexer.get_tokens(line):
        yield piece, next((style for family, style in styles if kind in family), "")

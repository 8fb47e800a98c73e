"""What a change changed, line by line, drawn in colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from archaeo.errors import ArchaeoError
from archaeo.inert import clean

if TYPE_CHECKING:
    import pygit2

MOST_LINES = 5_000
"""A difference is shown up to so many lines; whoever wants 60,000 files in full has the repository."""


class Differences:
    """Finds commits in the repositories that the rows come from; those of a dump have an ``@`` in their key."""

    def __init__(self, repositories: Sequence[Path], of_dumps: Callable[[str, str], str] | None = None) -> None:
        self._paths, self._of_dumps = repositories, of_dumps
        self._open: list[pygit2.Repository] | None = None

    def of(self, ref: str) -> str:
        """Give the difference between a commit and its first parent, as git writes it.

        Raises:
            ArchaeoError: no repository has it.
        """
        if self._of_dumps is not None and "@" in ref:
            return self._of_dumps(ref, "")
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

        if self._of_dumps is not None and "@" in one and "@" in two:
            return self._of_dumps(one, two)
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


def drawn(patch: str, colours: bool = True) -> Text:
    """Give a patch with its lines coloured as git does, and the code in them by its language."""
    text = Text(end="")
    lexer = None
    for line in clean(patch.replace("\r\n", "\n")).split("\n"):
        if line.startswith("diff --git"):
            lexer = _lexer(line.rpartition("/")[2]) if colours else None
        style = next((style for head, style in _STYLES if line.startswith(head)), "")
        if style or line[:1] not in ("+", "-", " ") or lexer is None:
            text.append(line + "\n", style or {"+": "green", "-": "red"}.get(line[:1], ""))
            continue
        mark = {"+": "bold green", "-": "bold red"}.get(line[0], "")
        text.append(line[0], mark)
        for piece, style in _tokens(line[1:], lexer):
            text.append(piece, f"{mark.replace('bold ', '')} {style}".strip() if mark else style)
        text.append("\n")
    return text


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

"""The keys that find: filter, find a word, this person, this path, related changes; and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rich.text import Text
from textual import on

from archaeo.inert import clean

from . import browsing
from .browsing import Group
from .moving import Moving
from .pages import Page
from .rows import Term
from .shown import Place
from .widgets import LineList


class Finding(Moving):
    """A browser in which one can filter and find."""

    def _go(self, view: str, query: str, id: str | None = None) -> None:
        """Show something else, and remember the way back."""
        row = self._row
        self._trail.append(Place(self._view, self._query, row.id if row else ""))
        self._view = view
        self.screen.remove_class("opened")
        self._apply(query, id, here=row or self._last)

    def action_open(self) -> None:
        """Open the line: a row in full, or the changes of a group."""
        if self._view == "changes":
            if self.screen.has_class("narrow"):
                self.screen.add_class("opened")
            else:
                self._focus(self.query_one("#detail"))
            self._settle()
        elif self._waits(self.action_open):
            pass  # the groups may be others when all is read
        elif self._groups and (query := self._groups[self._list.cursor].query):
            self._go("changes", query)
        else:
            self._say("no changes to show for this line")

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_filter(self) -> None:
        """Filter as one types."""
        before = self._query

        def answer(text: str) -> None:
            if self._asking is None and before != text:  # the last word, not every letter, is a step on the way back
                row = self._row
                self._trail.append(Place(self._view, before, row.id if row else ""))
            self._apply(text)

        self._ask("words, or who: path: after: before: circa: kind: rev: branch: tag: files:", before, answer, True)
        self._revert = lambda: self._apply(before)

    _revert: Callable[[], None] | None = None

    def action_find(self) -> None:
        """Find a word and keep all lines."""

        def answer(text: str) -> None:
            self._found = text.strip()
            self._list.refresh()
            if self._found:
                self.action_hit(1)

        self._ask("find", self._found, answer)

    def action_hit(self, step: int) -> None:
        """Go to the next line with the word."""
        if not self._found:
            self._say("nothing to find yet: \\ asks for a word")
            return
        word, place = self._found.lower(), self._list.cursor + step
        while 0 <= place < self._list.count:
            if word in self._searched(place):
                self._say("")
                self._list.go(place, centre=True)
                return
            place += step
        if self._waits(partial(self.action_hit, step)):
            return
        self._say(f"no more '{self._found}' {'below' if step > 0 else 'above'}")

    def _searched(self, place: int) -> str:
        if self._view == "changes":
            return self._filter.text(self._place_to_hit(place))
        return f"{self._groups[place].name}\n{self._groups[place].text}".lower()

    def _narrow(self, term: Term | None, missing: str) -> None:
        if term is None:
            self._say(missing)
            return
        self._go("changes", f"{self._query} {term}".strip() if str(term) not in self._query else self._query)

    def action_this_person(self) -> None:
        """Keep only the changes of this person."""
        row = self._row
        self._narrow(Term("who", row.who) if row and row.who else None, "nobody is named here")

    def action_this_branch(self) -> None:
        """Keep only the changes of this branch."""
        row = self._row
        self._narrow(Term("branch", row.branch) if row and row.branch else None, "no branch is named here")

    def action_this_path(self) -> None:
        """Keep only the changes of a path; of many the person says which."""
        row = self._row
        if row is None or not row.paths:
            if not self._waits(self.action_this_path):
                self._say("no file is named here")
        elif len(row.paths) == 1:
            self._narrow(Term("path", row.paths[0]), "")
        else:
            self._ask("path or glob", row.paths[0], lambda text: self._narrow(Term("path", text), ""))

    async def action_related(self) -> None:
        """Show the changes that touch the same files, as a list of their own."""
        row = self._row
        if self._waits(self.action_related):
            return
        if row is None or not row.paths:
            self._say("no file is named here")
            return
        shared = browsing.related(self._rows, row)
        groups = [
            Group(f"{other.day}  {other.who}  {other.subject}", (other.id, f"{count} shared"), f"rev:{other.id}")
            for other, count in shared
        ]
        lines = [f"{len(shared):,} changes touch files of {row.id}, those that share most first", ""]
        lines += [f"{group.columns[1]:>11}  {group.columns[0]:16}  {group.name}" for group in groups[:2000]]
        await self._open(Page(f"related to {row.id}", Text(clean("\n".join(lines))), self._glyphs))

    def action_reverse(self) -> None:
        """Turn the list round; the cursor stays on its row."""
        if self._view == "changes" and self._hits:
            row = self._row
            self._newest_first = not self._newest_first
            self._apply(self._query, row.id if row else None)

"""Licences and what should not be handed on: notices, holders, and the places of likely secrets."""

from __future__ import annotations

from collections.abc import Iterator

from archaeo.analyzers.licences import Licence
from archaeo.analyzers.secrets import Secret

from ..blocks import Block, Cell, Items, Link, Section, Sentence, Table, Text, count, listing
from ..project import Project

NAME = "licences"
ORDER = 120


def section(project: Project) -> Section | None:
    """Give the sentences, the notices, the holders, and the secrets by place."""
    found = project.licences
    if not (found.programs or found.texts or project.secrets):
        return None
    blocks: list[Block] = [Text(tuple(_sentences(project)))]
    notices = tuple(_row(notice, "licence") for notice in found.notices)
    notices += tuple(_row(notice, "restriction") for notice in found.restrictions)
    if notices:
        blocks.append(
            Table("Notices in programs", ("says", "kind", "files", "for example"), notices, shown=12, brief=4)
        )
    if found.holders:
        rows: tuple[tuple[Cell, ...], ...] = tuple(found.holders)
        blocks.append(Table("Who holds the rights", ("as written", "files"), rows, shown=12, brief=5))
    if project.secrets:
        items = tuple(_secret(project, secret) for secret in project.secrets)
        blocks.append(Items("Likely secrets, by place", items))
    return Section(NAME, "Licences", tuple(blocks))


def _sentences(project: Project) -> Iterator[Sentence]:
    found = project.licences
    evidence = f"{count(found.programs, 'program')} read"
    texts = [f"{path} ({name or 'no licence that is known'})" for path, name in found.texts]
    if texts:
        yield Sentence(f"Licence files: {listing(texts)}.", "recorded", "their text")
    else:
        yield Sentence("There is no licence file.", "counted", evidence)
    yield from _turns(project)
    if found.declared:
        told = [f"{path} says “{text}”" for path, text in found.declared]
        yield Sentence(f"Of the descriptions of packages {listing(told)}.", "recorded", "their text")
    if found.programs:
        share = round(100 * found.silent / found.programs)
        text = f"{count(found.silent, 'program')} of {found.programs} ({share} %) name neither licence nor holder."
        yield Sentence(text, "counted", evidence)
    if found.restrictions:
        most = found.restrictions[0]
        files = count(most.files, "file")
        say = "say" if most.files > 1 else "says"
        yield Sentence(f"{files} {say} “{most.name}”.", "recorded", most.examples[0].where, mark="warning")


def _turns(project: Project) -> Iterator[Sentence]:
    """Say what the licence was before, from when to when, and who changed it."""
    for number, turn in enumerate(project.relicensed):
        where = listing(turn.paths, 4)
        if not turn.before:
            came = "A licence file came again" if number else "The first licence file came"
            text = f"{came} on {turn.step.day}, by {turn.step.who}: {turn.after} ({where})."
        elif not turn.after:
            text = f"From {turn.step.day} on no licence file lay at the top: {turn.step.who} took {where} away"
            text += f" ({turn.before})."
        else:
            text = f"Its licence was {turn.before} until {turn.step.day}, then {turn.after}: "
            text += f"{turn.step.who} changed {where}."
        yield Sentence(text, "recorded", *project.place(turn.step.commit.key))


def _row(notice: Licence, kind: str) -> tuple[Cell, ...]:
    where = notice.examples[0].where
    return notice.name, kind, notice.files, Link(where, f"file:{where.rpartition(':')[0]}")


def _secret(project: Project, secret: Secret) -> Sentence:
    place, target = project.place(secret.commit) if secret.commit else ("the newest state", f"file:{secret.path}")
    gone = "; it is gone from the newest state, not from the history" if secret.is_gone else ""
    text = f"{secret.path}, line {secret.line}: {secret.kind}{gone}."
    return Sentence(text, secret.degree, place, target, "warning")


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give notices and places of secrets for the database; no value of a secret is anywhere."""
    found = project.licences
    rows = tuple((n.name, n.files, n.examples[0].where) for n in (*found.notices, *found.restrictions))
    yield "licences", Table("licences", ("says", "files", "example"), rows)
    places = tuple((s.path, s.line, s.kind, s.degree, s.commit or None, int(s.is_gone)) for s in project.secrets)
    yield "secrets", Table("secrets", ("path", "line", "kind", "degree", "commit_id", "is_gone"), places)

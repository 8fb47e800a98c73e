"""Papers and data: what was published with the code, which figures, and the code as of that day."""

from __future__ import annotations

from collections.abc import Iterator

from archaeo.analyzers.history import Evidence
from archaeo.analyzers.papers import Document, Figure

from ..blocks import Block, Cell, Command, Group, Items, Link, Section, Sentence, Table, count, listing
from ..project import Project

NAME = "papers"
ORDER = 90


def section(project: Project) -> Section | None:
    """Give documents with their figures, then what is cited."""
    found = project.papers
    if not (found.references or found.documents or found.figures):
        return None
    blocks: list[Block] = [_document(project, number, d) for number, d in enumerate(found.documents, 1)]
    if found.figures:
        rows = tuple(_figure_row(project, figure) for figure in found.figures)
        columns = ("figure", "first", "last", "in", "likely made by", "release")
        blocks.append(Table("Figures", columns, rows, "made by: a program that names it and is not younger", shown=20))
    if found.references:
        cited: tuple[tuple[Cell, ...], ...] = tuple(
            (_link(r.id), r.title, r.first, ", ".join(project.place(e.where)[0] for e in r.places[:3]))
            for r in found.references
        )
        note = "a file may be older than the line in it that names the paper"
        blocks.append(Table("Papers that are named", ("paper", "title", "since", "where"), cited, note, shown=30))
    return Section(NAME, "Papers", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Name the document that lies with the code."""
    named = [document for document in project.papers.documents if document.title]
    if named:
        newest = max(named, key=lambda document: (str(document.last), document.path))
        more = f", and {count(len(named) - 1, 'other')}" if len(named) > 1 else ""
        text = f"With the code lies the document “{newest.title}”{more}."
        yield Sentence(text, "recorded", newest.path, "#papers")


def _document(project: Project, number: int, document: Document) -> Group:
    said = []
    if document.authors:
        said.append(Sentence(f"By {document.authors.rstrip('.')}.", "recorded", document.path))
    if document.first and document.last:
        span = f"on {document.first}" if document.first == document.last else f"{document.first} to {document.last}"
        near = f"; the nearest release is {document.release}" if document.release else ""
        said.append(Sentence(f"Written {span}{near}.", "likely" if near else "counted", "changes of the file"))
    if document.figures:
        text = f"It includes {count(len(document.figures), 'figure')}: {listing(list(document.figures))}."
        said.append(Sentence(text, "recorded", document.path))
    blocks: list[Block] = [Items(document.path, tuple(said))] if said else []
    if document.last_commit:
        command = f"git archive --prefix=tree/ {document.last_commit} | tar x"
        blocks.append(Command(command, f"the code as of {document.last}, in ./tree"))
    return Group(f"document-{number}", document.title or document.path, tuple(blocks))


def _figure_row(project: Project, figure: Figure) -> tuple[Cell, ...]:
    made = ", ".join(e.where for e in figure.made_by[:2])
    path = Link(figure.path, f"file:{figure.path}")
    return path, figure.first, figure.last, ", ".join(figure.included_by), made, figure.release


def _link(id: str) -> Cell:
    if id.startswith("doi:"):
        return Link(id, f"https://doi.org/{id[4:]}")
    if id.startswith("arXiv:"):
        return Link(id, f"https://arxiv.org/abs/{id[6:]}")
    return id


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give papers and figures for the database."""

    def places(proofs: tuple[Evidence, ...]) -> str:
        return ", ".join(project.place(proof.where)[0] for proof in proofs)

    found = project.papers
    rows = tuple((r.id, r.title, str(r.first) if r.first else None, places(r.places)) for r in found.references)
    yield "papers", Table("papers", ("id", "title", "first_day", "places"), rows)
    drawn = tuple((f.path, str(f.first) if f.first else None, places(f.made_by), f.release) for f in found.figures)
    yield "figures", Table("figures", ("path", "first_day", "made_by", "release"), drawn)

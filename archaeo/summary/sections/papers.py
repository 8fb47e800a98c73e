"""Papers and data: what was published with the code, which figures, and the code as of that day."""

from __future__ import annotations

from collections.abc import Iterator

from archaeo.analyzers.history import Evidence
from archaeo.analyzers.lives import nearest
from archaeo.analyzers.manuscripts import Manuscript
from archaeo.analyzers.papers import Document, Figure, references_in

from ..blocks import Block, Cell, Command, Group, Items, Link, Section, Sentence, Table, Text, count, listing
from ..project import Project

NAME = "papers"
ORDER = 90
_FULLY = 5
"""So many of the papers beside the history are told of in sentences, all in a table."""


def section(project: Project) -> Section | None:
    """Give documents with their figures, then what is cited."""
    found = project.papers
    beside = project.manuscripts
    cited_as = tuple(_cited_as(project))
    if not (found.references or found.documents or found.figures or beside or cited_as):
        return None
    blocks: list[Block] = [Text(cited_as)] if cited_as else []
    blocks += [_document(project, number, d) for number, d in enumerate(found.documents, 1)]
    about = [paper for paper in beside if (paper.mentions or paper.release) and not paper.path.endswith(".bib")]
    about.sort(key=lambda paper: not paper.title)
    blocks += [_manuscript(project, number, paper) for number, paper in enumerate(about[:_FULLY], 1)]
    if beside:
        ordered = sorted(beside, key=lambda paper: (not paper.mentions, not paper.title))
        rows = tuple(_manuscript_row(project, paper) for paper in ordered)
        columns = ("file", "title", "by", "dated", "nearest release", "names the project")
        blocks.append(Table("Papers that lay beside the history", columns, rows, "dated: by what it says", shown=20))
    if found.figures:
        rows = tuple(_figure_row(project, figure) for figure in found.figures)
        columns = ("figure", "first", "last", "in", "likely made by", "release")
        blocks.append(
            Table("Figures", columns, rows, "made by: a program that names it and is not younger", shown=20, brief=0)
        )
    if found.references:
        cited: tuple[tuple[Cell, ...], ...] = tuple(
            (_link(r.id), r.title, r.first, ", ".join(project.place(e.where)[0] for e in r.places[:3]))
            for r in found.references
        )
        note = "a file may be older than the line in it that names the paper"
        blocks.append(Table("Papers that are named", ("paper", "title", "since", "where"), cited, note, shown=30))
    return Section(NAME, "Papers", tuple(blocks))


def _cited_as(project: Project) -> Iterator[Sentence]:
    """Quote how it asks to be cited, with the number that a library finds it by where the quotation ends before."""
    asked = project.citation
    if asked:
        more = [id for id in asked.ids[:1] if id.partition(":")[2] not in asked.text.lower()]
        ids = f" ({', '.join(more)})" if more else ""
        text = f"It asks to be cited: “{asked.text}”{ids}."
        yield Sentence(text, "recorded", f"{asked.path}, line {asked.line}", f"file:{asked.path}")


def cover(project: Project) -> Iterator[Sentence]:
    """Say how to cite it, and name the document with the code and the paper beside it, in one sentence."""
    said, evidence = [], []
    for asked in _cited_as(project):
        said.append(asked.text.rstrip("."))
        evidence.append(asked.evidence)
    named = [document for document in project.papers.documents if document.title]
    if named:
        newest = max(named, key=lambda document: (str(document.last), document.path))
        more = f", and {count(len(named) - 1, 'other')}" if len(named) > 1 else ""
        said.append(f"with the code lies the document “{newest.title}”{more}")
        evidence.append(newest.path)
    about = [paper for paper in project.manuscripts if paper.mentions]
    if about:
        paper = max(about, key=lambda paper: (bool(paper.title), str(paper.day or ""), paper.path))
        more = f", as {'does' if len(about) == 2 else 'do'} {count(len(about) - 1, 'other')}" if len(about) > 1 else ""
        called = f"“{paper.title}”" if paper.title else paper.path
        said.append(f"the paper {called}, which lay beside the history, names it{more}")
        evidence.append(paper.path)
    if said:
        text = "; ".join(said)
        yield Sentence(f"{text[0].upper()}{text[1:]}.", "recorded", ", ".join(evidence), "#papers")


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


def _manuscript(project: Project, number: int, paper: Manuscript) -> Group:
    """Give what a paper beside the history says of the project, and the code it was written with."""
    said = [Sentence("It lay beside the history.", "recorded", paper.path)]
    if paper.authors:
        said.append(Sentence(f"By {paper.authors.rstrip('.')}.", "recorded", paper.path))
    if paper.day:
        said.append(Sentence(f"It is dated {paper.day}.", "recorded", paper.path))
    for mention in paper.mentions[:1]:
        said.append(Sentence(f"It says: “{mention.quote}”", "recorded", mention.where))
    cited = list(dict.fromkeys(id for id, _ in references_in(paper.text)))
    if cited:
        more = f" and {len(cited) - 5} more" if len(cited) > 5 else ""
        said.append(Sentence(f"It names {', '.join(cited[:5])}{more}.", "recorded", paper.path))
    blocks: list[Block] = [Items(paper.path, tuple(said))]
    release = next((one for one in project.history.releases if one.name == paper.release), None)
    if release is not None:
        text = f"the code of {release.name}, which the paper names, in ./tree"
        blocks.append(Command(f"git archive --prefix=tree/ {release.commit} | tar x", text))
    elif paper.day:
        until = [step for step in project.history.steps if step.day <= paper.day]
        if until:
            last = max(until, key=lambda step: (step.day, step.commit.date)).commit
            text = f"the code as of {paper.day}, in ./tree"
            blocks.append(Command(f"git archive --prefix=tree/ {last.key} | tar x", text))
    return Group(f"manuscript-{number}", paper.title or paper.path, tuple(blocks))


def _manuscript_row(project: Project, paper: Manuscript) -> tuple[Cell, ...]:
    near = nearest(project.history.releases, paper.day) if paper.day and paper.mentions else None
    release = f"{paper.release} (named)" if paper.release else near.name if near else ""
    return paper.path, paper.title, paper.authors, paper.day, release, "yes" if paper.mentions else ""


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

"""What the project says of itself, in the words of its own files.

Asked in this order: the description of an R package, a sentence of a README that says what the project *is* by its
name, a title that spells the name out, what this software *does* by the first paragraph, the paragraph that a README
begins with, such a sentence of the documentation, a README's first sentence that says what this program is, the
one-line descriptions of packaging files, what a README says that something *is* or *does*, any prose of it; then what a
sentence of the documentation, or the comment at the head of the program of that name, says with the name in it.
Always a quotation with its place, and always a guess: a README may be of another thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from archaeo.model import SourceFile

from . import standing
from ._prose import IMAGE, cut, sentences, text_of
from .inventory import language_of


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation and its place (path and 1-based line)."""

    text: str
    path: str
    line: int


MOST_CHARACTERS = 280
LEAST_SHARE = 3
"""A README counts if a third of all files lies beside or below it."""
_OPENING_LINES = 10
MOST_TITLE_LINES = 6
MOST_LINES = 1200
"""Of a document; a manual says what its subject is after title page, contents and preface."""
_ANY = re.compile("")

_README = re.compile(
    r"(?:.*/)?(?:README|READ\.ME|ABOUT|DESCRIPTION|OVERVIEW)(?!.*(build|inst|win|mac|cvs|svn))[^/]*\Z", re.I
)
_DOCUMENT = re.compile(
    r"(?:.*/)?(?:[^/]*\.(?:tex|lyx|texi|texinfo|pod|1)"
    r"|(?:index|intro\w*|overview|manual|description|about)\.(?:html?|txt|rst|md))\Z",
    re.I,
)
MOST_DOCUMENTS, MOST_MANUALS = 12, 40
MOST_HEAD_LINES = 60
MOST_BYTES = 20_000
"""Of a file; what it is stands at its beginning."""
_DOING = r"(?:analys[ei]|auswert|interpret|verarbeit|process(?:es|ing)\b|simul|berechn|comput(?:e|ing)|model+ier)"
_TOPIC = re.compile(r"Topic :: (?!Software Development|Utilities|Education\b|System\b)(?P<text>[^\"'\n]+)")
_SPEAKS_OF_NOTHING = re.compile(
    r"(?:If|Once|When|Let|Run|Read|Use|Type|Copy|It|They|These|Those|To|Note|You|There|Here|We|I|Then|And|But|Also|See|For|In|On|At|After|Before)\b"
    r"|The (?:director(?:y|ies)|files?)\b"
    r"|[(\[]|\S+\s+--\s|\S+/\s|-|\d|.*:\Z|(?:\w+ ){0,3}\w+: (?:https?|ftp|www)|.*\S@\S+\.\w"
)
_SAYS = re.compile(
    r"\b(is|are) (an?|the|to|intended|designed|meant|used(?! by)|written|based)\b|\b(provides?|implements?|contains?|"
    r"computes?|calculates?|simulates?|reconstructs?|performs?|allows?|consists?|converts?)\b",
    re.I,
)
_SAYS_OF_ITSELF = re.compile(
    r"(?:This|The|Our)\b(?=.*\b(?:package|program|code|library|software|toolkit|tool|distribution|purpose|project|suite|"
    r"system)s?\b).*?\b(?:(?:is|are) (?:an?|the|to|intended|designed|written)|provides?|implements?|simulates?)\b"
)
_DOES_ITSELF = re.compile(
    r"(?:This|The|Our) (?:\w+ ){0,2}?(?:package|program|code|library|software|toolkit|tool|suite|framework) "
    r"(?:\w+ly )?(?:analy[sz]es|computes|calculates|simulates|models|solves|reduces|reconstructs|processes|generates|"
    r"predicts|estimates|fits|plots|displays|visuali[sz]es|reads|converts|searches|finds|determines|measures|performs)\b"
)
_PACKAGING = (
    (re.compile(r"(?:.*/)?[^/]+\.spec(\.in)?\Z"), re.compile(r"^Summary:\s*(?P<text>.+)$", re.M)),
    (re.compile(r"(?:.*/)?debian/control(\.in)?\Z"), re.compile(r"^Description:\s*(?P<text>.+)$", re.M)),
    (re.compile(r"setup\.py\Z"), re.compile(r"\bdescription\s*=\s*u?([\"'])(?P<text>(?:\\.|(?!\1)[^\\\n]){8,})\1")),
    (re.compile(r"[^/]+\.doap\Z"), re.compile(r"<shortdesc[^>]*>(?P<text>[^<]{8,})</")),
)
_FIELD = re.compile(r"[A-Z][\w@-]*: ")
_R_PACKAGE = (
    (re.compile(r"(?:.*/)?DESCRIPTION\Z"), re.compile(r"^Description:[ \t]*(?P<text>.+(?:\n[ \t]+.+)*)", re.M)),
)
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|`+|\*\*|<[^>]+>|^#+\s*|^[-=*~_]{3,}\s*$")
# a README that is about something else: installing, a licence, a list of files
_OFF_TOPIC = re.compile(
    r"copyright|\(c\) ?\d{4}|©|licen[cs]e|warrant|redistribut|mailing list|see (the )?(file|INSTALL)|"
    r"this (file|directory)|\breadme\b|environment variable|\b(?:listed|given|shown|described) below\b|"
    r"documentation (?:can be|is) (?:found|available)|\bnotice\b|compil(?:e|ing)\b|\bprefix\b|\bversion \d|"
    r"development version|easiest|build (?:director|tree)|source tree|"
    r"contributions? (?:are|is) welcome|\ban open[- ]source (?:code|project|software)\W*\Z|"
    r"required?s?\b|install|https?://\S+\Z|\bplease\b|all rights",
    re.I,
)


def find(files: Iterable[SourceFile], name: str = "") -> Statement | None:
    """Give the best statement, None where no file makes one; ``name`` is what the project is called."""
    known = list(files)
    # of the parts of a project the largest one says what it was for
    sizes = Counter(folder for file in known for folder in _folders(file.path))
    known.sort(key=lambda file: (-sizes[_folder(file.path)], file.path.count("/"), len(file.path), file.path))
    called = standing.names(name)
    # that it moved says nothing of what it is
    return next((one for one in _candidates(known, sizes, called) if not standing.is_state(one.text, called)), None)


def _candidates(known: list[SourceFile], sizes: Counter[str], called: tuple[str, ...]) -> Iterator[Statement]:
    """Yield what may be said, the surest first; files are read when they are asked."""
    readmes = [file for file in known if _README.match(file.path) and file.path.count("/") <= 2 and file.link is None]
    # a README of a small part speaks of that part only
    readmes = [file for file in readmes if sizes[_folder(file.path)] * LEAST_SHARE >= len(known)]
    described = [file for file in known if _is_package(file)]
    described.sort(key=lambda file: (file.path.count("/"), "branches/" in file.path, file.path))
    yield from _packaged(described, _R_PACKAGE)
    texts = [(file.path, _read(file)) for file in readmes[:6] if file not in described]
    paragraphs = [(path, line, text) for path, content in texts for line, text in _paragraphs(content)]
    # the head of a table, FOLDER DESCRIPTION, is no beginning of a sentence
    paragraphs = [row for row in paragraphs if not re.match(r"[A-Z]{3,}\s+[A-Z]{3,}\b", row[2])]
    # what is left of a row of badges is no paragraph
    paragraphs = [row for row in paragraphs if sum(word.strip(".,;:").isalpha() for word in row[2].split()) >= 3]
    opening = [row for row in paragraphs[:1] if row[1] <= _OPENING_LINES]
    defines = _defining(called)
    for one in defines[:1]:
        yield from _said(paragraphs, one)
    yield from (title for path, content in texts[:1] for title in _spelt_out(path, content, called))
    yield from _said(opening, _DOES_ITSELF)
    yield from _said(opening, _SAYS)
    for one in defines[1:]:
        yield from _said(paragraphs, one)
    yield from _said(opening, _ANY)
    yield from (title for path, content in texts[:1] for title in _titles(path, content, called))
    for one in defines:
        documents = [file for file in known if _DOCUMENT.match(file.path) and file.link is None][:MOST_DOCUMENTS]
        yield from (hit for file in documents for hit in _said(_document(file), one))
    yield from _said(paragraphs, _SAYS_OF_ITSELF)
    yield from _packaged([file for file in known if sizes[_folder(file.path)] * LEAST_SHARE >= len(known)], _PACKAGING)
    yield from _said(paragraphs, _SAYS)
    yield from _said(paragraphs, _ANY)
    if called:
        yield from _in_passing(known, called)


def _in_passing(known: list[SourceFile], called: tuple[str, ...]) -> Iterator[Statement]:
    """Yield what programs of the project's name say at their head, and sentences of the documentation with it."""
    own = "|".join(map(re.escape, called))
    # what is done with it, in the two languages that manuals were met in
    named = re.compile(rf"^(?=.*(?<![\w/.-])(?:{own})(?![\w/.-]))(?!Part|Chapter|Section|.*\bfunded\b).*{_DOING}", re.I)
    heads = [
        file for file in known if re.match(rf"(?:.*/)?(?:{own})(?:/__init__)?\.[A-Za-z+\d]{{1,5}}\Z", file.path, re.I)
    ]
    heads = [file for file in heads if language_of(file.path)[1] == "code" and file.link is None]
    said = [row for file in heads[:MOST_DOCUMENTS] for row in _head(file)]
    yield from _said(said, _SAYS)
    documents = [file for file in known if _DOCUMENT.match(file.path) and file.link is None][:MOST_MANUALS]
    # a name that is a plain word ("likelihood") means the project where the manual has a macro for it
    documents = [file for file in documents if re.search(rf"\\(?:{own})(?![A-Za-z])", _read(file), re.I)]
    yield from (hit for file in documents for hit in _said(_document(file, own), named))


def _head(file: SourceFile) -> Iterator[tuple[str, int, str]]:
    """Yield (path, line, text) of the paragraphs of the comment that a program begins with."""
    lines = _read(file).splitlines()[:MOST_HEAD_LINES]
    bare = (re.sub(r"^\s*(?:[Cc](?=\s)|[!#%;*/\"'-]+)\s*|\*/\s*$|[\s*#!]+$", "", line) for line in lines)
    for line, paragraph in _paragraphs("\n".join(bare), MOST_HEAD_LINES):
        yield file.path, line, paragraph


def field(files: Iterable[SourceFile]) -> Statement | None:
    """Give the field that the description of a Python package files it under, None where it names none."""
    for file in sorted(files, key=lambda file: file.path):
        if file.path in ("setup.py", "setup.cfg", "pyproject.toml") and (hit := _TOPIC.search(text := _read(file))):
            return Statement(hit["text"].strip(), file.path, text.count("\n", 0, hit.start()) + 1)
    return None


def _titles(path: str, text: str, called: tuple[str, ...]) -> Iterator[Statement]:
    """Yield what stands behind the name in a title, as in ``NAME - finds jets``, and a title of four words and more."""
    lines = [*text.splitlines()[: MOST_TITLE_LINES + 1], ""]
    own = "|".join(map(re.escape, called))
    for number, (line, below) in enumerate(pairwise(lines), 1):
        title = _MARKUP.sub(lambda hit: hit[1] or "", IMAGE.sub("", line)).strip(" *=-#")
        behind = re.match(rf"(?:{own})\W*\s[-–—:]+ (?P<text>\S.+)", title, re.I) if called else None
        is_title = line.startswith("#") or (title and re.fullmatch(r"[-=~]{4,}\s*", below))
        said = behind["text"] if behind else title if is_title else ""
        words = said.split()
        long_enough = len(words) >= (3 if behind else 4)
        if long_enough and not _OFF_TOPIC.search(said) and sum(word.isalpha() for word in words) >= 0.6 * len(words):
            yield Statement(cut(said, MOST_CHARACTERS), path, number)


def _spelt_out(path: str, text: str, called: tuple[str, ...]) -> Iterator[Statement]:
    """Yield a title that spells the name out: ``GOOS (Great Object Oriented Search)``."""
    own = "|".join(map(re.escape, called))
    for number, line in enumerate(text.splitlines()[:MOST_TITLE_LINES], 1):
        title = _MARKUP.sub(lambda hit: hit[1] or "", IMAGE.sub("", line)).strip(" *=-#")
        hit = re.fullmatch(rf"(?P<name>{own}) ?\((?P<text>[^()]+)\)", title, re.I) if called else None
        if hit and sum(word[0].isupper() for word in hit["text"].split()) >= 3:
            yield Statement(f"{hit['name']} ({hit['text'].strip()})", path, number)


def _is_package(file: SourceFile) -> bool:
    """Whether a file is the description of a package of R, near the top."""
    is_named = file.path.rpartition("/")[2] == "DESCRIPTION" and file.path.count("/") <= 2 and file.link is None
    return is_named and re.search(r"^Package:", _read(file), re.M) is not None


def _said(paragraphs: Iterable[tuple[str, int, str]], wanted: re.Pattern[str]) -> Iterator[Statement]:
    for path, line, text in paragraphs:
        made = _statement(path, line, text, wanted)
        if made:
            yield made


def _defining(called: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Give what a sentence looks like that says what something of this name is, and then what it does."""
    if not called:
        return ()
    own = "|".join(map(re.escape, called))
    does = r"(?:provides|implements|computes|calculates|simulates|performs|solves|reads|converts|models|analy[sz]es)"
    start = rf"^(?:The )?(?:\w+ ){{0,5}}\(?(?:{own})\b\)?(?: \([^)]*\)| \w+)?,? "
    is_ = r"(?:is|are|was) (?:an? (?!product\b)|the\b|designed\b|intended\b|used (?!by\b))"
    # Goos 1.2, a finder of jets; the site for Goos, a finder of jets
    this = rf"^This is (?:the )?(?:[\w ]{{1,40}} (?:for|of) )?(?:{own})\b[^,;]{{0,20}}(?:,| -+) (?:an?|the)\b"
    # The Great Object Oriented Search (GOOS) jet finder has been developed
    made = rf"^(?:The )?(?:\w+ ){{0,5}}\(?(?:{own})\b\)?(?: \([^)]*\)| \w+){{0,4}} (?:has been|was) developed\b"
    return re.compile(f"{start}{is_}|{this}|{made}", re.I), re.compile(rf"{start}{does}\b", re.I)


def _document(file: SourceFile, own: str = "") -> Iterator[tuple[str, int, str]]:
    """Yield (path, line, text) of the paragraphs of a manual or a page, without its marks; ``own`` may be a macro."""
    text = re.sub(
        r"<(?:script|style)\b.*?</(?:script|style)>", lambda hit: "\n" * hit[0].count("\n"), _read(file), flags=re.S
    )
    text = re.sub(rf"\\({own})(?![A-Za-z])(?:\\ |\{{\}})?", r"\1 ", text, flags=re.I) if own else text
    text = re.sub(r"\\(?:emph|textbf|textit|texttt|textsf|tt|em|bf|code|tool)\{([^{}]*)\}", r"\1", text)
    # a mark alone on its line stands between paragraphs
    text = re.sub(r"^[ \t]*(?:\\\w[^\n]*|<[^>\n]*>|\.[A-Z]\w?[^\n]*|@\w[^\n]*|=\w[^\n]*)$", "", text, flags=re.M)
    for line, paragraph in _paragraphs(text, MOST_LINES):
        yield file.path, line, paragraph.replace("~", " ").strip()


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _folders(path: str) -> Iterator[str]:
    folder = _folder(path)
    while folder:
        yield folder
        folder = _folder(folder)
    yield ""


def _read(file: SourceFile) -> str:
    return text_of(file, MOST_BYTES)


def _paragraphs(text: str, most: int = 120) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of what stands between blank lines, headings and list items left out."""
    block: list[str] = []
    start = 0
    for number, line in enumerate([*text.splitlines()[:most], ""], 1):
        if line.strip():
            start = start if block else number
            block.append(line.strip())
            continue
        underlined = len(block) > 1 and re.fullmatch(r"[-=*~_#^\"]{3,}", block[1])
        if underlined:
            block, start = block[2:], start + 2
        if sum(_FIELD.match(text) is not None for text in block) >= 3:
            block = []  # fields of a control file, no sentences
        while block and re.match(r"#+ ", block[0]):
            block, start = block[1:], start + 1  # text that follows its heading at once
        if block and not re.match(r"#|[-*+] |\d+[.)] |\||<|\.\. |\$ ", block[0]):
            kept = IMAGE.sub("", "\n".join(block)).split("\n")
            shown = " ".join(_MARKUP.sub(lambda hit: hit[1] or "", line) for line in kept)
            # a word in brackets is a link whose address stands elsewhere
            yield start, re.sub(r"\[([^\W\d][^\[\]]{0,60})\](?:\[[^\]]*\])?", r"\1", shown)
        block = []


def _statement(path: str, line: int, text: str, wanted: re.Pattern[str]) -> Statement | None:
    for part in sentences(" ".join(text.split())):
        sentence = (
            re.sub(r"[:;,(]? ?\bsee\b.*$", ".", part, flags=re.I) if re.search(r"\w[:;,(] ?see\b", part, re.I) else part
        )
        names = not _SPEAKS_OF_NOTHING.match(sentence)
        words = sentence.split()
        # lines of a shell, or a drawing made of signs, are no prose
        names = names and sum(word.strip(".,;:()'\"").isalpha() for word in words) >= 0.6 * len(words)
        if names and len(sentence.split()) >= 6 and wanted.search(sentence) and not _OFF_TOPIC.search(sentence):
            return Statement(cut(sentence, MOST_CHARACTERS), path, line)
    return None


def _packaged(files: list[SourceFile], kinds: Iterable[tuple[re.Pattern[str], re.Pattern[str]]]) -> Iterator[Statement]:
    for name, pattern in kinds:
        for file in files:
            if name.match(file.path) and (hit := pattern.search(text := _read(file))):
                said = sentences(" ".join(hit["text"].replace("\\'", "'").split()))[0]
                yield Statement(cut(said, MOST_CHARACTERS), file.path, text.count("\n", 0, hit.start()) + 1)

"""What it was: the first words of the cover, from the project's own files, and when and in what it lived.

Has no page of its own; everything it says is said in full on the pages of the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from archaeo.analyzers import firstwords, purpose, standing
from archaeo.analyzers.history import day_of
from archaeo.analyzers.homes import FEW
from archaeo.analyzers.inventory import language_of

from ..blocks import Section, Sentence, count, listing
from ..project import Project

NAME = "origin"
ORDER = 5
MOSTLY = 50
PART = 4
"""A licence below the top speaks for the whole where a quarter of all lines of code lies beside and below it."""
# so much older than the first change, and so many, that they tell of a time before the repository; one may be mistyped
_BEFORE, _SEVERAL = timedelta(days=180), 3


def section(project: Project) -> Section | None:
    """Nothing: these are words for the cover."""
    return None


def cover(project: Project) -> Iterator[Sentence]:
    """Say what it was, of what it was made, when it lived."""
    yield from _in_its_own_words(project)
    if project.inventory:
        yield _made_of(project)
    if project.work:
        yield _lived(project)


def _in_its_own_words(project: Project) -> Iterator[Sentence]:
    """Say what it was for, and whether it moved or ended, in one sentence: the cover has room for ten."""
    said = project.purpose
    parts: list[str] = []
    places: list[str] = []
    if said:
        filed = purpose.field(project.own_files)
        parts.append(f"In its own words: “{said.text}”{f' (filed under {filed.text})' if filed else ''}")
        places += [f"{one.path}, line {one.line}" for one in (said, filed) if one]
    notices = standing.foremost(project.notices)
    state = [one for one in notices if one.kind != "descent"]
    if state:
        parts.append(f"of its state it says: {_quoted(state)}")
    came_from = [one for one in notices if one.kind == "descent"]
    oldest = project.first_words
    told: list[standing.Notice | firstwords.Words] = [
        *came_from,
        *([oldest] if oldest and oldest.tells_descent else []),
    ]
    if told:
        parts.append(f"of where it came from: {_quoted(told)}")
    called = [one for one in project.notices if one.kind == "former"]
    places += [f"{one.path}, line {one.line}" for one in (*state, *told, *called)]
    target = f"file:{places[0].rpartition(',')[0]}" if places else ""
    parts += [f"it was called {one.name} once, it says" for one in called]
    for former in project.former:
        parts.append(f"before {former.commit.date:%Y-%m-%d} it was called {former.name}")
        places.append(former.sign)
    if parts:
        text = "; ".join(parts)
        evidence = f"{'quoted from ' if target else ''}{listing(list(dict.fromkeys(places)), 6)}"
        yield Sentence(f"{text[0].upper()}{text[1:]}", "guess" if said else "likely", evidence, target)


def _quoted(said: Sequence[standing.Notice | firstwords.Words]) -> str:
    return listing([f"“{one.text}”" for one in said])


def _made_of(project: Project) -> Sentence:
    lines: Counter[str] = Counter()
    for file in project.inventory:
        if file.kind == "code":
            lines[file.language] += file.lines
    lines = _with_headers(lines)
    total = sum(lines.values())
    files = count(len(project.inventory), "file")
    if not total:
        return Sentence(
            f"At the end it was {files}, none of them code known here.", "counted", "the newest tree", "#map"
        )
    shares = [(language, 100 * n // total) for language, n in sorted(lines.items(), key=lambda i: (-i[1], i[0]))]
    named = [f"{language} ({share}\u202f%)" for language, share in shares if share >= 3][:4]
    mostly = f", {'mostly ' if len(shares) > len(named) else ''}{listing(named)}" if named else ""
    where = " on trunk" if not project.layout.is_plain else ""
    earlier = _once(project, shares[0][0])
    text = (
        f"At the end it was {files}{where} with {count(total, 'line')} of code{mostly}{earlier}; {_licence(project)}."
    )
    return Sentence(text, "counted", "the files of the newest state, blank lines included", "#map")


def _with_headers(lines: Counter[str]) -> Counter[str]:
    """Count headers to the language that uses them: nobody says "C and C++ headers" of a program."""
    headers = lines.pop("C and C++ headers", 0)
    if headers:
        lines["C++" if lines["C++"] >= lines["C"] else "C"] += headers
    return +lines


def _once(project: Project, now: str) -> str:
    """Say of what it was when it was largest, where that was mostly another language."""
    if project.atlas is None:
        return ""
    code = [(place, language_of(place.path)) for place in project.atlas.places]
    largest, when, at_that_day = 0, project.atlas.samples[-1], Counter[str]()
    for number, day in enumerate(project.atlas.samples):
        lines: Counter[str] = Counter()
        for place, (language, kind) in code:
            if kind == "code":
                lines[language] += place.lines[number] or 0
        if lines.total() > largest:
            largest, when, at_that_day = lines.total(), day, _with_headers(lines)
    ranked = sorted(at_that_day.items(), key=lambda item: (-item[1], item[0]))
    shares = [(language, 100 * n // largest) for language, n in ranked if 100 * n >= 10 * largest]
    if not shares or shares[0][0] == now or shares[0][1] < MOSTLY:
        return ""
    named = [f"{language} {share}\u202f%" for language, share in shares]
    return f" (in {when:%Y} {listing(named)})"


def _licence(project: Project) -> str:
    """Say under which licence, by the topmost file that holds one, or what the description of a package says."""
    found = project.licences
    # the licence of something that was put in says nothing of the rest
    texts = [row for row in found.texts if _covers(project, row[0])]
    if texts:
        path, name = min(texts, key=lambda row: (row[0].count("/"), not row[1], row[0]))
        said = f"its licence is {name} ({path}" if name else f"its licence is one of its own ({path}"
        return f"{said}{_before(project)})"
    if found.declared:
        path, said = min(found.declared, key=lambda row: (row[0].count("/"), row[0]))
        return f"its licence is “{said}”, says {path}"
    said = f"it has no licence file{' but for parts' if found.texts else ''}"
    most = found.notices[0] if found.notices else None
    if most and most.files * 2 > found.programs:
        said += f", and {most.files} of {count(found.programs, 'program')} say {most.name}"
    return said


def _before(project: Project) -> str:
    """Say which licence it had before, and until when."""
    changed = [turn for turn in project.relicensed if turn.before and turn.after]
    return f"; {changed[-1].before} until {changed[-1].step.day:%Y-%m}" if changed else ""


def _covers(project: Project, path: str) -> bool:
    folder = path.rpartition("/")[0]
    code = [file for file in project.inventory if file.kind == "code"] or list(project.inventory)
    below = sum(file.lines for file in code if file.path.startswith(f"{folder}/"))
    return not folder or below * PART >= sum(file.lines for file in code)


def _lived(project: Project) -> Sentence:
    days = sorted(commit.date.date() for commit in project.work)
    first, last = f"{days[0]:%Y-%m}", f"{days[-1]:%Y-%m}"
    people = len({commit.author.name for commit in project.work} - project.nobodies)
    span = f"from {first} to {last}" if first != last else f"in {first}"
    kept = _kept(project)
    entries = len(project.entries)
    if entries and not project.files:
        text = (
            f"The ChangeLog tells of {count(entries, 'entry', 'entries')} by {count(people, 'person', 'people')} "
            f"{span}; the files themselves are not here."
        )
        return Sentence(text, "counted", "dates of the entries", "#timeline")
    logs = f", with {count(entries, 'ChangeLog entry', 'ChangeLog entries')} beside it" if entries else ""
    before = [day for entry in project.entries if (day := day_of(entry.date)) > date.min and day < days[0] - _BEFORE]
    if len(before) >= _SEVERAL:
        logs += f" that go back to {min(before):%Y-%m}"
    fewer = people - _doubtful(project)
    by = f"{fewer} to {people} people" if fewer < people else count(people, "person", "people")
    whose = f"by {by}, {kept}" if people else "by whom is not recorded"
    joined = " " if people else ", "
    text = f"It was worked on {span}: {count(len(project.work), 'change')}{joined}{whose}{logs}."
    left_out = len(project.commits) - len(project.work)
    more = f"; {count(left_out, 'commit')} made by tools or without a file not counted" if left_out else ""
    signs = "".join(f"; {home.system or 'elsewhere'}: {home.sign}" for home in project.homes if home.sign)
    return Sentence(text, "counted", f"author dates of the commits{more}{signs}", "#timeline")


def _doubtful(project: Project) -> int:
    """Give how many of the names of those who made changes likely mean somebody else who did."""
    names = {commit.author.name for commit in project.work} - project.nobodies
    same: dict[str, str] = {}

    def first(name: str) -> str:
        while name in same:
            name = same[name]
        return name

    for suggestion in project.people.suggestions:
        if suggestion.degree == "likely" and {suggestion.one, suggestion.other} <= names:
            one, other = first(suggestion.one), first(suggestion.other)
            if one != other:
                same[other] = one
    return len(same)


def _kept(project: Project) -> str:
    """Say in which version control systems it was kept: ``in CVS until 2011-04, then in git``."""
    said = []
    for home in project.homes:
        system = home.system or "another version control system"
        said.append(f"in {system}{f' until {home.last.date:%Y-%m}' if home.last else ''}")
    moved = next((home.last for home in project.homes[-2:-1] if home.last), None)
    if moved:
        after = sum(commit.date > moved.date for commit in project.work)
        if after < FEW:
            said[-1] = f"{count(after, 'change')} {said[-1]}"
    return ", then ".join(said) or "in version control"

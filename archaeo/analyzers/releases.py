"""Releases: what was tagged, what was only announced, what was changed after it was made.

Four sources are brought together by name: tags of the repository, folders below ``tags/`` (see `layout.tag_folders`),
tags that ChangeLog entries announce, and messages that say so ("Tagging version X", "Release 1.2"). Names are compared
without case and separators, so that ``v1-2`` in CVS is ``1.2`` in the ChangeLog only where nothing else is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from archaeo.model import ChangeLogEntry, Commit, Degree, Release

from .chronicle import message
from .history import Evidence, day_of
from .layout import Layout, machine_made

_SAYS = re.compile(
    r"^\W*(?:(?:svn|cvs|git) )?(?:tagg?(?:ing|ed)?|releas(?:e|ed|ing)|ma(?:de|ke|king) (?:an? |the )?(?:tag|release)"
    r"|(?:bump|set|chang|increas|increment|updat)\w* (?:to )?(?:the )?(?!"
    r"(?:minimum |required )?(?:cmake|gcc|python|perl|java|autoconf|automake|boost|qt|root|swig|docker|numpy|api)\b)"
    r"(?:\w+ (?:and \w+ )?)?"
    r"(?:version|revision|release)s?(?: numbers?)?|\w+ release(?=[ :]+\S+\W*$)|version bump"
    r"|version(?=[ :]+\S+(?:\W*$| release\b|[,;:] ))"
    r")\b(?: (?:as|the|of|for|new|version|release|tag|to|it|from \S+ to))*[ :]+"
    r"[\"'`]?(?!from\b)"
    r"(?P<name>(?:[A-Za-z][\w+]*[-_ ])?[vVrR]?\d+(?:[-._]\d+)++(?:[-._]?(?:rc|pre|alpha|beta|[a-z])\d*)?)\b"
    r"(?![-_.+ ]?(?:dev|svn|cvs|git|snap))",
    re.I,
)
_TAG_LINES = ("refs/tags/", "refs/remotes/tags/", "refs/remotes/origin/tags/")
_TAG_URL = re.compile(r"^git-svn-id: \S*/tags/(?P<name>[^@\s]+)@\d+", re.M)
_NEAR_DAYS = 14
_RAISES = re.compile(r"\W*(?:bump|set|chang|increas|increment|updat)", re.I)
_PUT_IN = re.compile(
    r"/(?:c?extern(?:als?)?|third[-_]?party|3rd[-_]?party|thirdparty|vendor(?:ed)?|contrib|deps|imported)/", re.I
)
_WORDS_FOLDER = re.compile(r"(?:docs?|doc\w*|man\w*|src|source|debian|release[-_]?notes?|notes|etc|meta)/[^/]+\Z", re.I)
EMPTY_PART = 5
"""Commits without a change announce releases, as git-svn makes them of tags; but not where they are a fifth of all."""


@dataclass(frozen=True, slots=True)
class Version:
    """A release, by everything that tells of it.

    Attributes:
        date: of the tag, else of what announced it; None where nothing has a date.
        commit: key, "" where nothing was tagged.
        sources: ``tag``, ``ChangeLog``, ``message``, in this order.
        edited: what changed in the tag after it was made.
        degree: recorded for tags; likely for what is only announced.
    """

    name: str
    date: date | None
    commit: str
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    edited: tuple[Evidence, ...] = ()
    degree: Degree = "recorded"

    @property
    def is_tagged(self) -> bool:
        """Whether its content can still be had."""
        return "tag" in self.sources


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    date: date | None
    source: str
    evidence: Evidence
    commit: str = ""


def versions(
    commits: Sequence[Commit],
    releases: Iterable[Release],
    entries: Iterable[ChangeLogEntry] = (),
    layout: Layout | None = None,
    logs: Iterable[tuple[str, Sequence[ChangeLogEntry]]] = (),
) -> tuple[Version, ...]:
    """Give every release once, by date, then by version.

    Args:
        commits: all of them, tags' own included, with paths as they lie in the tree.
        releases: tags and tag folders.
        entries: those of one ChangeLog; ``logs`` are several, each with its path.
    """
    layout = layout or Layout()
    told = [*([("ChangeLog", tuple(entries))] if entries else ()), *logs]
    releases = tuple(releases)
    edits = tag_edits(commits, releases, layout)
    groups: dict[str, list[_Mention]] = {}
    for mention in (*_tags(releases), *_announced(own_logs(told)), *_said(commits, layout)):
        groups.setdefault(folded(mention.name), []).append(mention)
    _join_packages(groups)
    _join_zeros(groups)
    days = Counter(day_of(release.date) for release in releases if release.date)
    crowds = frozenset(day for day, tags in days.items() if tags >= CROWD)
    found = [_version(mentions, edits, crowds) for mentions in groups.values()]
    return tuple(_without_strays(sorted(found, key=lambda one: (one.date or date.min, sort_key(one.name)))))


def _without_strays(found: Iterable[Version]) -> Iterator[Version]:
    """Leave out what a message says that is lower than all before it: a library's version that was put in."""
    lowest: tuple[int, ...] = ()
    before = 0
    for one in found:
        number = _number(one.name, 2)
        if one.sources == ("message",) and before >= FEW_OWN and number[:1] < lowest[:1]:
            continue
        if one.date and number:
            lowest = min(lowest or number, number)
            before += 1
        yield one


_STEMS = frozenset(("", "v", "r", "b", "rel", "release", "ver", "version", "rev", "rc", "build", "snapshot"))
_AIDS = re.compile(r"(?<![a-z])(?:gold(?:en)?[-_]?standard|baseline|regression|nightly)(?![a-z])", re.I)
"""What tests compare with, and builds of every night, are numbered and nobody's release."""
_MONTH = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\Z")
_EARLY = re.compile(r"(?<![a-z])(rc|pre|alpha|beta|candidate|test)(?![a-z])|\d[ab]\d+\Z", re.I)


def numbered(names: Iterable[str]) -> frozenset[str]:
    """Give the names that tell a version: two numbers joined, or one after a word that at least three share.

    ``start``, ``before-merge`` and ``DocUpdateSEP14`` mark a state and are no release.

    >>> sorted(numbered(["v1", "MCT_2_0beta1", "start", "sMat_APR27", "try7", "9f0be2f", "P-3", "P-4", "P-5"]))
    ['MCT_2_0beta1', 'P-3', 'P-4', 'P-5', 'v1']
    >>> sorted(numbered(["gold-standard-v2", "nightly-20120101", "golden-2"]))
    []
    """
    stems: dict[str, list[str]] = {}
    found = set()
    names = tuple(names)
    for name in names:
        last = name.rpartition("/")[2]
        if re.search(r"@\d+\Z", last) and last.partition("@")[0] in names:
            continue  # git-svn's name for an earlier life of the tag
        if re.fullmatch(r"(?=.*[a-f])(?=.*\d)[0-9a-f]{7,40}", last):
            continue  # the id of a commit
        if _AIDS.search(last):
            continue
        if re.search(r"\d[-._]+\d|(?i:release|version)[-._ ]?\d|\d{8}\Z", last):
            found.add(name)
            continue
        stem, number, _ = re.split(r"(\d+)", last, maxsplit=1) if re.search(r"\d", last) else (last, "", "")
        stem = stem.lower().rstrip("-_. ")
        if number and not _MONTH.search(stem):
            stems.setdefault(stem, []).append(name)
    for stem, those in stems.items():
        if stem in _STEMS or len(those) >= 3:
            found.update(those)
    return frozenset(found)


def others(releases: Sequence[Release], project: str) -> frozenset[str]:
    """Give the names of tags that are another program's, which was developed with this one or needs it.

    Its tags begin with its name, while others' begin with this project's, and they come between those.

    >>> made = [Release(f"hmmer-{n}", date(2015 + n, 1, 1), "") for n in range(1, 7)]
    >>> sorted(others([*made, Release("infernal-1.1", date(2018, 3, 1), "")], "HMMER"))
    ['infernal-1.1']
    """
    stems: dict[str, list[Release]] = {}
    for release in releases:
        hit = re.match(
            r"([A-Za-z][A-Za-z+]{2,}(?:[-_][A-Za-z]+)*)[-_. ]?[vVrR]?(?=\d)", release.name.rpartition("/")[2]
        )
        stem = hit[1].lower() if hit else ""
        stems.setdefault("" if stem in _STEMS else stem, []).append(release)
    own = stems.pop(re.sub(r"\W", "", project).lower(), [])
    if len(own) < FEW_OWN:
        return frozenset()
    own = [*own, *stems.pop("", [])]
    days = sorted(day_of(release.date) for release in own)
    found: set[str] = set()
    for those in stems.values():
        first = min(day_of(release.date) for release in those)
        if 2 * len(those) <= len(own) and first > days[0]:
            found.update(release.name for release in those)
    return frozenset(found)


FEW_OWN = 3
CROWD = 5
"""So many tags of one day were brought over together; when each was made the ChangeLog may know."""


def is_early(name: str) -> bool:
    """Whether a name says that it came before the release: a candidate, a beta.

    >>> [is_early(name) for name in ("1.2rc1", "MCT_2.11beta", "v2.0a1", "release-1_31", "Protest_1_0")]
    [True, True, True, False, False]
    """
    return _EARLY.search(name) is not None


FEW_RELEASES, MOST_FIRSTS, LAST = 12, 12, 4
"""Of more than a few releases the milestones are told: the firsts, and the last ones."""
_NUMBERS = re.compile(r"\d+(?:[-._]\d+)+|\d+")
_OLDEST_YEAR = 1900


def milestones(found: Sequence[Version]) -> tuple[tuple[Version, str], ...]:
    """Give, of many releases, the first, the first of each major version, and the last ones, with what each is.

    Where there are few majors the first of each minor version is among them. A candidate stands for a version that
    never came out; a number lower than one before (a package's own after its parent's) begins nothing.

    Args:
        found: by date, as `versions` gives them.
    """
    dated = [one for one in found if one.date]
    if len(dated) <= FEW_RELEASES:
        return ()
    firsts = _firsts(dated, 2)
    if len(firsts) > MOST_FIRSTS:
        firsts = _firsts(dated, 1)
    told = dict(list(firsts.items())[-MOST_FIRSTS:])
    last = [one for one in dated if not is_early(one.name)] or dated
    what = {id(dated[0]): "the first", id(last[-1]): "the last", id(dated[-1]): "the last"}
    near = {id(one) for one in (*dated[-LAST:], last[-1])}
    return tuple(
        (one, what.get(id(one)) or told.get(id(one), ""))
        for one in dated
        if id(one) in what or id(one) in told or id(one) in near
    )


def _firsts(dated: Sequence[Version], depth: int) -> dict[int, str]:
    """Give id of the version to what it is the first of, for numbers up to a depth; finished ones before candidates."""
    finished = {_number(one.name, depth) for one in dated if not is_early(one.name)}
    highest: tuple[int, ...] = ()
    found: dict[int, str] = {}
    for one in dated:
        number = _number(one.name, depth)
        if number > highest and not (is_early(one.name) and number in finished):
            highest = number
            found[id(one)] = f"the first of {'.'.join(map(str, number))}"
    return found


def _number(name: str, depth: int) -> tuple[int, ...]:
    """Give the first numbers of a version, () for a date.

    >>> _number("v01-60-02", 1), _number("gsl2-release-1.16", 2), _number("release_20071116a", 1), _number("R4", 2)
    ((1,), (1, 16), (), (4,))
    """
    runs = _NUMBERS.findall(name.rpartition("/")[2])
    best = next((run for run in runs if not run.isdigit()), runs[0] if runs else "")
    numbers = tuple(int(part) for part in re.findall(r"\d+", best))[:depth]
    return () if not numbers or numbers[0] >= _OLDEST_YEAR else numbers


def tag_edits(
    commits: Sequence[Commit], releases: Iterable[Release], layout: Layout
) -> dict[str, tuple[Evidence, ...]]:
    """Give, for each tag that was changed after it was made, the changes.

    Three records of it: changes below ``tags/NAME/`` after the first (a mirrored repository), files changed by commits
    that git-svn made below ``tags/NAME``, and an annotated tag that is older than the commit it names.
    """
    found: dict[str, list[Evidence]] = {}
    made: dict[str, str] = {}
    for commit in commits:
        evidence = Evidence(commit.key, _subject(commit))
        for name, is_edit in _touched_tags(commit, layout):
            first = made.setdefault(name, commit.key)
            if first != commit.key and is_edit and not machine_made(commit):
                found.setdefault(name, []).append(evidence)
    dated = {release.name: release.date for release in releases}
    for commit in commits:
        line = next((prefix for prefix in _TAG_LINES if commit.branch.startswith(prefix)), "")
        name = commit.branch[len(line) :]
        tagged = dated.get(name) if line else None
        if not line or not commit.changes or machine_made(commit):
            continue
        url = _TAG_URL.search(commit.message)
        is_at_tag = url is not None and url["name"] == name
        is_later = isinstance(tagged, datetime) and (commit.date - tagged).total_seconds() >= 60
        # a tag made of a working copy of mixed revisions has changes in the commit that makes it
        if is_later or (is_at_tag and made.setdefault(name, commit.key) != commit.key):
            found.setdefault(name, []).append(Evidence(commit.key, _subject(commit)))
    return {name: tuple(proofs) for name, proofs in sorted(found.items())}


_LINE_OF_RELEASE = re.compile(
    r"(?:^|[-_./])(?:v|r|rel|release[sd]?|stable|maint(?:enance)?|branch|version)[-_./]?v?\d+(?:[-_.x]\w+)*(?:[-_]branch)?\Z"
    r"|(?:^|[-_./])v?\d+[-_.](?:\d+|x)(?:[-_.](?:\d+|x))*(?:[-_](?:branch|stable|release|maint\w*|fixes))?\Z"
    r"|(?:^|[-_./])(?:release|stable|maint)[-_./]\w*\d\w*\Z",
    re.I,
)


def is_line_of_release(branch: str) -> bool:
    """Whether a branch is named for a version: releases are made of it, whether they are tagged or not.

    >>> [is_line_of_release(name) for name in ("release-1.2", "v3_branch", "psi-3-4", "branch_1_4", "1.x", "gap5")]
    [True, True, True, True, True, False]
    """
    return _LINE_OF_RELEASE.search(branch) is not None


def sort_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """Give what sorts versions as people count: numbers as numbers.

    >>> sorted(["v1.10", "v1.9", "v1.9rc2"], key=sort_key)
    ['v1.9', 'v1.9rc2', 'v1.10']
    """
    return tuple((0, int(part)) if part.isdigit() else (1, part.lower()) for part in re.findall(r"\d+|[A-Za-z]+", name))


def _touched_tags(commit: Commit, layout: Layout) -> Iterator[tuple[str, bool]]:
    if not layout.tags:
        return
    edits: dict[str, bool] = {}
    for change in commit.changes:
        if change.path.startswith(layout.tags):
            name, slash, _ = change.path[len(layout.tags) :].partition("/")
            if slash:
                edits[name] = edits.get(name, False) or not (change.action == "A" and change.copyfrom is not None)
    yield from edits.items()


def _join_packages(groups: dict[str, list[_Mention]]) -> None:
    """Join what names the package with what does not: ``1.2`` is ``pkg-1-2`` where no other tag, or none so near in
    time, ends with it."""
    for key in sorted(groups):
        if any(mention.source == "tag" for mention in groups[key]):
            continue
        released = groups.get(key[:-1]) if re.fullmatch(r"\d+(\.\d+)+x", key) else None
        if released is None and re.fullmatch(r"\d+(\.\d+)+x", key):
            released = next((groups[o] for o in sorted(groups) if o != key and _ends_with(o, key[:-1])), None)
        if released:
            released += groups.pop(key)  # 1.2x is what is worked on after 1.2
            continue
        day = next((mention.date for mention in groups[key] if mention.date), None)
        longer = [other for other in groups if other != key and _ends_with(other, key) and _is_number(key)]
        shorter = [other for other in groups if other != key and _ends_with(key, other) and _is_number(other)]
        owners = [other for other in longer or shorter if groups[other][0].source == "tag"]
        if len(owners) > 1 and day:
            owners = [other for other in owners if _is_near(groups[other][0].date, day)]
        if len(owners) == 1:
            groups[owners[0]] += groups.pop(key)


def _join_zeros(groups: dict[str, list[_Mention]]) -> None:
    """Join what is announced within days of a tag by the same numbers but for noughts at their end: 2.0 is v2.0.0."""
    tagged = [key for key in groups if any(mention.source == "tag" for mention in groups[key])]
    for key in sorted(groups.keys() - set(tagged)):
        day = next((mention.date for mention in groups[key] if mention.date), None)
        near = [other for other in tagged if day and _is_near(groups[other][0].date, day)]
        same = [other for other in near if numbers(other) == numbers(key) != ""]
        if len(same) == 1:
            groups[same[0]] += groups.pop(key)


def numbers(name: str) -> str:
    """Give the numbers in a name, without noughts at the end.

    >>> numbers("v2.0.0"), numbers("pkg-1_10rc2")
    ('2', '1.10.2')
    """
    return re.sub(r"(?:\.0+)+\Z", "", ".".join(re.findall(r"\d+", name)))


def _is_number(key: str) -> bool:
    return re.fullmatch(r"v?\d[\d.]*(rc\d*|[a-z])?", key) is not None


def _is_near(one: date | None, other: date) -> bool:
    return one is not None and abs((one - other).days) <= _NEAR_DAYS


def _tags(releases: Iterable[Release]) -> Iterator[_Mention]:
    for release in releases:
        day = day_of(release.date) if release.date else None
        evidence = Evidence(release.commit or release.evidence, release.evidence)
        yield _Mention(release.name, day, "tag", evidence, release.commit)


def own_logs(logs: Iterable[tuple[str, Sequence[ChangeLogEntry]]]) -> list[tuple[str, Sequence[ChangeLogEntry]]]:
    """Give the ChangeLogs whose releases are the project's: a library that was put in brings a history of its own.

    These are the uppermost that tell of releases and what lies a folder deeper beside them, as ``doc/NEWS``.
    """
    telling = [log for log in logs if any(entry.tags for entry in log[1])]
    own = [log for log in telling if not is_put_in(log[0])]
    uppermost = min((path.count("/") for path, _ in own), default=0)
    return [log for log in own if log[0].count("/") <= max(1, uppermost) and (uppermost or _is_beside(log[0]))]


def is_put_in(path: str) -> bool:
    """Whether a path lies in a folder for what others wrote.

    >>> is_put_in("cextern/cfitsio/changes.txt"), is_put_in("doc/extern.txt")
    (True, False)
    """
    return _PUT_IN.search(f"/{path}".rpartition("/")[0] + "/") is not None


def _is_beside(path: str) -> bool:
    return "/" not in path or _WORDS_FOLDER.match(path) is not None


def _announced(logs: Iterable[tuple[str, Sequence[ChangeLogEntry]]]) -> Iterator[_Mention]:
    for changelog, entries in logs:
        for entry in entries:
            for name in entry.tags:
                if not any(char.isdigit() for char in name):
                    continue  # "tagged now": no release has ever been called so
                quote = next((item for item in entry.items if name in item), name)
                day = day_of(entry.date) if entry.date else None
                yield _Mention(name, day, "ChangeLog", Evidence(f"{changelog}:{entry.line}", quote))


def _is_of_a_part(commit: Commit, subject: str, layout: Layout, usual: Counter[str]) -> bool:
    """Whether a number was raised of one of several programs: all that changed lies in one folder, two levels down.

    Args:
        usual: changes of each such folder; where half of all are in one, that is the whole.
    """
    if not _RAISES.match(subject) or not commit.changes:
        return False
    folders = {_folder(change.path, layout) for change in commit.changes}
    return len(folders) == 1 and "/" in (folder := folders.pop()) and 2 * usual[folder] < usual.total()


def _folder(path: str, layout: Layout) -> str:
    place = layout.inside(path)
    return "/".join((place[1] if place else path).split("/")[:-1][:2])


def _said(commits: Sequence[Commit], layout: Layout) -> Iterator[_Mention]:
    empty = sum(not commit.changes for commit in commits)
    # where many change nothing, they are those of other projects that lay in the same repository
    own = EMPTY_PART * empty <= len(commits)
    usual: Counter[str] = Counter()
    for commit in commits:
        if not machine_made(commit) or (own and not commit.changes):
            hit = _SAYS.search(_subject(commit))
            if hit and not usual and _RAISES.match(_subject(commit)):
                usual.update(_folder(change.path, layout) for other in commits for change in other.changes)
            if hit and not _is_of_a_part(commit, _subject(commit), layout, usual):
                day = commit.date.date()
                yield _Mention(hit["name"].strip(), day, "message", Evidence(commit.key, _subject(commit)), commit.key)


def _version(
    mentions: Sequence[_Mention], edits: dict[str, tuple[Evidence, ...]], crowds: frozenset[date] = frozenset()
) -> Version:
    order = {"tag": 0, "ChangeLog": 1, "message": 2}
    ranked = sorted(mentions, key=lambda mention: order[mention.source])
    best = ranked[0]
    tagged = best.source == "tag"
    sources = tuple(dict.fromkeys(mention.source for mention in ranked))
    evidence = tuple(dict.fromkeys(mention.evidence for mention in ranked))
    day = next((mention.date for mention in ranked if mention.date), None)
    if day in crowds:
        day = min((m.date for m in ranked if m.source == "ChangeLog" and m.date and m.date < day), default=day)
    commit = best.commit if tagged else ""
    edited = next((edits[mention.name] for mention in ranked if mention.name in edits), ())
    return Version(best.name, day, commit, sources, evidence, edited, "recorded" if tagged else "likely")


def folded(name: str) -> str:
    """Give what two spellings of a release have in common.

    >>> folded("Release-1_2"), folded("v1.2")
    ('1.2', '1.2')
    """
    return re.sub(r"[-_. ]+", ".", name.lower().removeprefix("release-").removeprefix("rel-")).removeprefix("v")


def _ends_with(key: str, number: str) -> bool:
    return key.endswith(number) and not key[: -len(number)].rstrip(".")[-1:].isdigit()


def _subject(commit: Commit) -> str:
    return next((line.strip() for line in message(commit).split("\n") if line.strip()), "")

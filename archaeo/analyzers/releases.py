"""Releases: what was tagged, what was only announced, what was changed after it was made.

Four sources are brought together by name: tags of the repository, folders below ``tags/`` (see `layout.tag_folders`),
tags that ChangeLog entries announce, and messages that say so ("Tagging version X", "Release 1.2"). Names are compared
without case and separators, so that ``v1-2`` in CVS is ``1.2`` in the ChangeLog only where nothing else is.
"""

from __future__ import annotations

import re
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
    r")\b(?: (?:as|the|of|for|new|version|release|tag|to|it))*[ :]+"
    r"[\"'`]?(?P<name>(?:[A-Za-z][\w+]*[-_ ])?[vVrR]?\d+(?:[-._]\d+)++(?:[-._]?(?:rc|pre|alpha|beta|[a-z])\d*)?)\b"
    r"(?![-_.+ ]?(?:dev|svn|cvs|git|snap))",
    re.I,
)
_TAG_LINES = ("refs/tags/", "refs/remotes/tags/", "refs/remotes/origin/tags/")
_TAG_URL = re.compile(r"^git-svn-id: \S*/tags/(?P<name>[^@\s]+)@\d+", re.M)
_NEAR_DAYS = 14
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
    changelog: str = "ChangeLog",
) -> tuple[Version, ...]:
    """Give every release once, by date, then by version.

    Args:
        commits: all of them, tags' own included, with paths as they lie in the tree.
        releases: tags and tag folders.
    """
    layout = layout or Layout()
    releases = tuple(releases)
    edits = tag_edits(commits, releases, layout)
    groups: dict[str, list[_Mention]] = {}
    for mention in (*_tags(releases), *_announced(entries, changelog), *_said(commits)):
        groups.setdefault(folded(mention.name), []).append(mention)
    _join_packages(groups)
    _join_zeros(groups)
    found = [_version(mentions, edits) for mentions in groups.values()]
    return tuple(sorted(found, key=lambda version: (version.date or date.min, sort_key(version.name))))


_STEMS = frozenset(("", "v", "r", "b", "rel", "release", "ver", "version", "rev", "rc", "build", "snapshot"))
_MONTH = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\Z")
_EARLY = re.compile(r"(?<![a-z])(rc|pre|alpha|beta|candidate|test)(?![a-z])|\d[ab]\d+\Z", re.I)


def numbered(names: Iterable[str]) -> frozenset[str]:
    """Give the names that tell a version: two numbers joined, or one after a word that at least three share.

    ``start``, ``before-merge`` and ``DocUpdateSEP14`` mark a state and are no release.

    >>> sorted(numbered(["v1", "MCT_2_0beta1", "start", "sMat_APR27", "try7", "9f0be2f", "P-3", "P-4", "P-5"]))
    ['MCT_2_0beta1', 'P-3', 'P-4', 'P-5', 'v1']
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

    def numbers(name: str) -> str:
        return re.sub(r"(?:\.0+)+\Z", "", ".".join(re.findall(r"\d+", name)))

    tagged = [key for key in groups if any(mention.source == "tag" for mention in groups[key])]
    for key in sorted(groups.keys() - set(tagged)):
        day = next((mention.date for mention in groups[key] if mention.date), None)
        near = [other for other in tagged if day and _is_near(groups[other][0].date, day)]
        same = [other for other in near if numbers(other) == numbers(key) != ""]
        if len(same) == 1:
            groups[same[0]] += groups.pop(key)


def _is_number(key: str) -> bool:
    return re.fullmatch(r"v?\d[\d.]*(rc\d*|[a-z])?", key) is not None


def _is_near(one: date | None, other: date) -> bool:
    return one is not None and abs((one - other).days) <= _NEAR_DAYS


def _tags(releases: Iterable[Release]) -> Iterator[_Mention]:
    for release in releases:
        day = day_of(release.date) if release.date else None
        evidence = Evidence(release.commit or release.evidence, release.evidence)
        yield _Mention(release.name, day, "tag", evidence, release.commit)


def _announced(entries: Iterable[ChangeLogEntry], changelog: str) -> Iterator[_Mention]:
    for entry in entries:
        for name in entry.tags:
            if not any(char.isdigit() for char in name):
                continue  # "tagged now": no release has ever been called so
            quote = next((item for item in entry.items if name in item), name)
            day = day_of(entry.date) if entry.date else None
            yield _Mention(name, day, "ChangeLog", Evidence(f"{changelog}:{entry.line}", quote))


def _said(commits: Sequence[Commit]) -> Iterator[_Mention]:
    empty = sum(not commit.changes for commit in commits)
    # where many change nothing, they are those of other projects that lay in the same repository
    own = EMPTY_PART * empty <= len(commits)
    for commit in commits:
        if not machine_made(commit) or (own and not commit.changes):
            hit = _SAYS.search(_subject(commit))
            if hit:
                day = commit.date.date()
                yield _Mention(hit["name"].strip(), day, "message", Evidence(commit.key, _subject(commit)), commit.key)


def _version(mentions: Sequence[_Mention], edits: dict[str, tuple[Evidence, ...]]) -> Version:
    order = {"tag": 0, "ChangeLog": 1, "message": 2}
    ranked = sorted(mentions, key=lambda mention: order[mention.source])
    best = ranked[0]
    tagged = best.source == "tag"
    sources = tuple(dict.fromkeys(mention.source for mention in ranked))
    evidence = tuple(dict.fromkeys(mention.evidence for mention in ranked))
    day = next((mention.date for mention in ranked if mention.date), None)
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

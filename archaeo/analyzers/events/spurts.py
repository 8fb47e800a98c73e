"""Burst of work: in a few weeks many times as many changes as usual, and words that were hardly used before or after.

The signals are the calendar, counted, and the words of the messages, weighed against those of all other times. Without
words of its own such a month is only busy; without the count a word is only a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import log
from statistics import median

from ..history import History, Step
from . import Event, counted, event, quoted

NAME = "burst of work"
WITHIN = timedelta(30)
FEW = 30
TIMES = 4
"""So many times as many as in a usual month with changes."""
SOME_TIMES, OF_ONE_THING = 2, 0.4
"""Or so many times, where one word stands in so many of the messages."""
SHARE = 0.015
AROUND = timedelta(3 * 365)
"""What is usual is that of these years: a project has lively times and sleepy ones."""
FIRST_DAYS = 120
"""What is done in the first weeks is the beginning."""
MOST = 3
LEAST_WORD, SHARE_OF_WORD, RATIO = 4, 0.08, 4
LEAST_OF_FIRST = 0.25
MOST_WORDS = 4
_NAMED = re.compile(r"[A-Za-z][\w+#-]*[A-Za-z0-9+#](?: ?\d+(?![\w.]))?")
# what stands for no message, addresses, places and files, and who signed
_NO_WORDS = re.compile(
    r"^\*\*\*.*$|^[\w-]+-by:.*$|^#.*$|^Conflicts:.*(?:\n[ \t].*)*|\S*[/@]\S*|\b\w+\.\w{1,4}\b", re.M | re.I
)
_STRONG = re.compile(r".[A-Z]|.*[\d_+#-]|[A-Z]{2}")
_INSIDE = re.compile(r"(?<=[\w,;:] )[A-Z]\w+")
_COMMON = frozenset(
    """
    a add added adds adding address all also an and are as at be but by can change changed changes clean cleanup code
    commit complete correct couple create default do docs done don't ensure error errors feedback few file files first
    fix fixed fixes fixing for forgot found from get git has have if improve improved in initial instead into is issue
    issues it its last make makes making merge message minor missing more move moved need new no not now of on one only
    or other out please pull remaining remove removed removes removing rename renamed request review revert set should
    small so some something still stuff than that the their them then there these this thus to try trying typo typos
    unused up update updated updates updating use used uses using version was way when which while will with work
    working works wrong yet you branch master main svn cvs trunk revision author date signed-off-by co-authored-by
    current currently better again after before back both bit bug bugs bugfix case cases check comment comments commit
    doesn't due each example examples few following function functions handle include including just like line lines
    little long many may method methods name names number old option options part parts per problem problems properly
    proper same see several simple test tests tested testing things time two under variable variables very via want
    warning warnings were where without would
    """.split()
)


def find(history: History) -> Iterator[Event]:
    """Yield the busiest months that have words of their own, the busiest first, at most three."""
    steps = sorted((s for s in history.steps if len(s.commit.parents) < 2), key=lambda step: step.commit.date)
    if len(steps) < 3 * FEW:
        return
    months = Counter(step.day.replace(day=1) for step in steps)
    start = steps[0].commit.date + timedelta(FIRST_DAYS)
    taken: list[tuple[int, int]] = []
    for first, last in _windows(steps):
        if last - first < max(FEW, SHARE * len(steps)) or len(taken) == MOST:
            break
        if steps[first].commit.date < start or any(first < b and a < last for a, b in taken):
            continue
        inside = steps[first:last]
        times = (last - first) / _usual(months, inside)
        if times < SOME_TIMES:
            continue
        words = _own_words(inside, [*steps[:first], *steps[last:]])
        if words and (times >= TIMES or words[0][1] >= OF_ONE_THING * len(inside)):
            taken.append((first, last))
            yield _burst(inside, words, len(steps))


def _usual(months: Counter[date], inside: Sequence[Step]) -> float:
    """Give the changes of a usual month of these years, at least one."""
    first, last = inside[0].day.replace(day=1), inside[-1].day
    near = [n for month, n in months.items() if abs(month - first) <= AROUND and not first <= month <= last]
    return max(1.0, median(near or [1]))


def _windows(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Give (first, behind the last) of the changes within a month from each change on, most changes first."""
    found = []
    last = 0
    for first, step in enumerate(steps):
        while last < len(steps) and steps[last].commit.date - step.commit.date <= WITHIN:
            last += 1
        found.append((first, last))
    return sorted(found, key=lambda row: (row[0] - row[1], row[0]))


def _own_words(inside: Sequence[Step], outside: Sequence[Step]) -> list[tuple[str, int]]:
    """Give (word as most write it, messages) of the names that belong to this time, the weightiest first.

    A name is written as none but names are, or stands in the path of a file that was changed.
    """
    here, there = _counts(inside), _counts(outside)
    spelt: dict[str, Counter[str]] = {}
    names: set[str] = set()
    for step in inside:
        text = _NO_WORDS.sub(" ", step.text)
        names.update(word.lower() for word in _INSIDE.findall(text))
        for word in _NAMED.findall(text):
            spelt.setdefault(word.lower(), Counter())[word] += 1
    paths = " ".join({change.path.lower() for step in inside for change in step.commit.changes})
    weights = {}
    for word, count in here.items():
        ratio = (count / len(inside)) / ((there[word] + 0.5) / (len(outside) + 1))
        if count < max(LEAST_WORD, SHARE_OF_WORD * len(inside)) or ratio < RATIO:
            continue
        if word in names or word in paths or any(_STRONG.match(one) for one in spelt[word]):
            weights[word] = count * log(ratio)
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    # of "spring" and "spring 4" the one that says as much in fewer words
    kept = [w for w in ranked if not any(o != w and (w.startswith(f"{o} ") or o == w + "s") for o in ranked)]
    found = [(_spelling(spelt[word]), here[word]) for word in kept[:MOST_WORDS]]
    most = LEAST_OF_FIRST * len(inside)
    names = {_spelling(spelt[word]) for word in kept if word in names or any(map(_STRONG.match, spelt[word]))}
    return found if any(count >= most and word in names for word, count in found) else []


def _spelling(spelt: Counter[str]) -> str:
    return min(spelt, key=lambda one: (-spelt[one], one))


def _counts(steps: Sequence[Step]) -> Counter[str]:
    count: Counter[str] = Counter()
    for step in steps:
        count.update(_words(step.text))
    return count


def _words(text: str) -> set[str]:
    words = {word.lower() for word in _NAMED.findall(_NO_WORDS.sub(" ", text))}
    return {word for word in words if word not in _COMMON and len(word) > 2}


def _burst(steps: Sequence[Step], words: list[tuple[str, int]], total: int) -> Event:
    first, last = steps[0], steps[-1]
    days = (last.day - first.day).days + 1
    who, most = Counter(step.who for step in steps).most_common(1)[0]
    by = f"by {who}" if most == len(steps) else f"most by {who}" if 2 * most > len(steps) else "by several"
    own = {word.lower() for word, _ in words}
    # the change that says it best: most of the words, and most files
    said = max(
        steps,
        key=lambda step: (
            len(own & _words(step.subject)),
            len(step.commit.changes),
            step.commit.key,
        ),
    )
    about = ", ".join(f"{word} ({count})" for word, count in words)
    title = f"{counted(len(steps), 'change')} in {counted(days, 'day')}, {by}, about {about}: {quoted(said.subject)}"
    return event(
        NAME,
        first,
        title,
        min(56, 30 + 100 * len(steps) // total + 15 * words[0][1] // len(steps)),
        degree="counted",
        date=first.day,
        end=last.day,
        commits=(first.commit.key, said.commit.key, last.commit.key),
        evidence=(said.evidence,),
        numbers=(("changes", len(steps)), ("days", days), *words),
        people=tuple(name for name, _ in Counter(step.who for step in steps).most_common(3)),
        branch="",
        why=f"within {WITHIN.days} days {TIMES} times as many changes as in a usual month, and words that are used"
        " here much more than at other times",
    )

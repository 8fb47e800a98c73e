"""Where a history was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest

from archaeo.analyzers.homes import homes
from archaeo.model import Change, Commit, Identity
from tests.analyzers.histories import history

ROME = timezone(timedelta(hours=1))


def _line(before: int, after: int, first: str = "A .gitignore") -> list[Commit]:
    """A change a fortnight up to 2010, with the time of Greenwich, and more from 2012 on."""
    days = [f"20{5 + n // 24:02}-{n % 24 // 2 + 1:02}-{14 * (n % 2) + 1:02}" for n in range(before)]
    drawing = "".join(f"{day} Eve: M a | old {n}\n" for n, day in enumerate(days))
    drawing += "".join(f"2012-02-{n + 1:02} Eve: {first if n == 0 else 'M a'} | new {n}\n" for n in range(after))
    return list(history(drawing))


def _told(commits: list[Commit]) -> list[tuple[str, str, str]]:
    return [
        (home.system, home.last.message.strip() if home.last else "", home.next.message.strip() if home.next else "")
        for home in homes(commits)
    ]


def _local(commits: list[Commit], first: int) -> list[Commit]:
    moved = [replace(commit, date=commit.date.astimezone(ROME)) for commit in commits[first:]]
    return commits[:first] + moved


def _account(commits: list[Commit], until: int, address: str) -> list[Commit]:
    old = [replace(commit, author=Identity("eve", address)) for commit in commits[:until]]
    return old + [replace(commit, author=Identity("Eve", "eve@example.org")) for commit in commits[until:]]


def test_times_of_greenwich_up_to_a_day_are_a_converter_s() -> None:
    assert _told(_local(_line(30, 6), 30)) == [("CVS or Subversion", "old 29", "new 0"), ("git", "", "")]


def test_a_winter_in_england_is_no_move() -> None:
    assert _told(_local(_line(10, 6), 10)) == []


def test_who_lives_at_greenwich_hides_no_move_by_one_change() -> None:
    commits = _local(_line(30, 20), 30)
    commits[35] = replace(commits[35], date=commits[35].date.astimezone(UTC))
    assert _told(commits)[0][:2] == ("CVS or Subversion", "old 29")


@pytest.mark.parametrize("address", ["", "eve", "eve@00000000-0000-4000-8000-000000000000"])
def test_accounts_without_an_address_up_to_a_day(address: str) -> None:
    first, last = _told(_account(_line(30, 6), 30, address))
    assert first == ("Subversion" if "@" in address else "CVS or Subversion", "old 29", "new 0")
    assert last == ("git", "", "")


def test_a_lone_account_without_an_address_long_after_is_none_of_them() -> None:
    commits = _account(_line(30, 20), 30, "eve")
    commits[40] = replace(commits[40], author=Identity("root", "root"))
    assert _told(commits)[0] == ("CVS or Subversion", "old 29", "new 0")


def test_each_system_leaves_its_own_traces() -> None:
    def said(text: str, **more: str) -> list[str]:
        commits = _line(30, 0, **more)
        return [system for system, _, _ in _told([replace(one, message=text) for one in commits])]

    assert said("*** empty log message ***") == ["CVS"]
    assert said("Standard project directories initialized by cvs2svn.") == ["CVS", "Subversion"]
    assert said("x\n\nsvn path=/trunk/; revision=7\n") == ["Subversion"]
    assert said("a change") == []


def test_words_of_emacs_for_an_empty_message_are_not_cvs_s_where_subversion_is_spoken_of() -> None:
    commits = _line(30, 0)
    spoken = [replace(commits[0], message="*** empty log message ***"), replace(commits[1], message="into SVN")]
    assert [system for system, _, _ in _told([*spoken, *commits[2:]])] == ["Subversion"]


def test_what_converters_sign_tells_though_it_is_no_work() -> None:
    commits = _line(30, 0)
    signed = replace(commits[0], key="x", message="This commit was manufactured by cvs2svn to create tag 'a'.")
    assert [home.system for home in homes(commits, [signed, *commits])] == ["CVS", "Subversion"]


def test_mercurial_is_known_by_its_files() -> None:
    assert _told(_local(_line(30, 6, "A .hgignore"), 30))[1] == ("Mercurial", "", "")
    assert _told(_local(_line(30, 6, "A b"), 30))[1] == ("", "", "")


def test_mercurial_until_git_is_there() -> None:
    commits = _line(30, 20)
    commits[40] = replace(commits[40], message="Added tag v2 for changeset 0123456789ab\n", changes=())
    tagged = [*commits[:30], replace(commits[30], changes=(Change("M", ".hgtags"),)), *commits[31:]]
    moved = replace(tagged[42], changes=(Change("D", ".hgignore"), Change("A", ".gitignore")))
    found = homes([*tagged[:42], moved, *tagged[43:]])
    assert [home.system for home in found] == ["Mercurial", "git"]
    assert (found[0].last, found[0].next) == (commits[40], tagged[41])


def test_hgsvn_s_revisions_end_where_others_work_in_mercurial_already() -> None:
    commits = _line(30, 20, "A .hgignore")
    mixed = [
        replace(commit, message=f"[svn r{n}] {commit.message}") if n < 20 or (n % 2 and n < 34) else commit
        for n, commit in enumerate(commits)
    ]
    mixed[45] = replace(mixed[45], message="Added tag v2 for changeset 0123456789ab\n")
    first, last = homes(mixed)
    assert (first.system, first.last, first.next) == ("Subversion", mixed[33], mixed[34])
    assert last.system == "Mercurial"


def test_changes_from_before_the_first_revision_were_in_cvs() -> None:
    commits = _line(60, 0)
    late = [replace(one, message=f"{one.message}\n\nsvn path=/trunk/; revision={n}\n") for n, one in enumerate(commits)]
    told = homes([*commits[:30], *late[30:]])
    assert [home.system for home in told] == ["CVS", "Subversion"]
    assert told[0].last is commits[29] and told[0].next is late[30]


def test_one_change_after_addresses_that_only_git_svn_writes_is_elsewhere() -> None:
    commits = _account(_line(30, 1), 30, "eve@00000000-0000-4000-8000-000000000000")
    assert _told(commits) == [("Subversion", "old 29", "new 0"), ("git", "", "")]
    # accounts without an address may as well be one that was never set up
    assert _told(_account(_line(30, 1), 30, "eve")) == []


def test_working_copy_of_cvs_put_into_subversion_is_no_time_in_cvs() -> None:
    first = ", ".join(f"A f{n}" for n in range(20))

    def told(add: str) -> list[str]:
        made = list(history(f"2005-01-01 Eve: {add}\n" + "".join(f"2005-02-0{n} Eve: M f1\n" for n in range(1, 9))))
        return [h.system for h in homes([replace(c, key=f"trunk@{n}") for n, c in enumerate(made, 1)])]

    assert told(f"{first}, A .cvsignore\n2005-01-02 Eve: D .cvsignore") == ["Subversion"]
    assert told("A f1, A .cvsignore") == ["CVS", "Subversion"]

"""Tests for archaeo/analyzers/identities.py."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from archaeo.analyzers import identities
from archaeo.analyzers.identities import (
    Confirmed,
    identify,
    is_nobody,
    listed_people,
    namer,
    read_people,
    write_people,
)
from archaeo.errors import FormatError
from archaeo.model import Change, ChangeLogEntry, Commit, Identity

START = datetime(2004, 1, 1, tzinfo=UTC)


def commit(who: Identity | str, day: int, *paths: str) -> Commit:
    author = Identity(who) if isinstance(who, str) else who
    changes = tuple(Change("M", path) for path in paths)
    return Commit(f"r{day}", "trunk", (), author, START + timedelta(day), "", changes)


def names(people: identities.People) -> list[list[str]]:
    return [
        [person.name, *sorted({item.identity.name or item.identity.email for item in person.known_as})]
        for person in people.persons
    ]


def test_login_and_changelog_name_whose_address_begins_with_it_are_one():
    entry = ChangeLogEntry(1, 2, date(2009, 3, 2), authors=(Identity("Ellen Thompson", "ethompso@pc3.example"),))
    people = identify([commit("ethompso", 1)], [entry])
    assert names(people) == [["Ellen Thompson", "Ellen Thompson", "ethompso"]]
    assert people.persons[0].degree == "likely"
    assert people.persons[0].reasons == ("the address of 'Ellen Thompson' begins with the login 'ethompso'",)


def test_changelog_login_in_angle_brackets_is_the_login():
    entry = ChangeLogEntry(1, 2, date(2012, 5, 30), authors=(Identity("", "ethompso"),))
    assert len(identify([commit("ethompso", 1)], [entry]).persons) == 1


def test_git_svn_host_is_no_address():
    uuid = "5b1b2c3d-0000-4e2d-9f0a-201205301400"
    people = identify([commit(Identity("a", f"a@{uuid}"), 1), commit(Identity("b", f"b@{uuid}"), 2)])
    assert [person.name for person in people.persons] == ["a", "b"]


def test_accents_do_not_part_a_person():
    people = identify([commit(Identity("Lucía García", "l@x.example"), 1), commit("Lucia Garcia", 2)])
    assert len(people.persons) == 1


def test_two_full_names_with_one_login_as_address_are_not_merged():
    people = identify(
        [commit(Identity("John Smith", "john@a.example"), 1), commit(Identity("John Doe", "john@b.example"), 2)]
    )
    assert len(people.persons) == 2


def test_shared_logins_are_merged_with_nobody():
    people = identify([commit("root", 1), commit(Identity("Ann Bell", "root@pc.example"), 2)])
    assert len(people.persons) == 2


def test_login_made_of_a_name_is_a_suggestion_only():
    people = identify([commit("kmoto", 1), commit(Identity("Kenji Motohashi", "kenji@x.example"), 2)])
    assert len(people.persons) == 2
    (suggestion,) = people.suggestions
    assert suggestion.reasons[0] == "the login 'kmoto' can be made of the name 'Kenji Motohashi'"


def test_successor_with_a_longer_login_in_the_same_folders_is_suggested_as_likely():
    commits = [commit("yeti", day, "app/a.c") for day in range(0, 300, 10)]
    commits += [commit("yeti-dn", day, "app/a.c") for day in range(310, 900, 10)]
    (suggestion,) = identify(commits).suggestions
    assert (suggestion.one, suggestion.other, suggestion.degree) == ("yeti-dn", "yeti", "likely")
    assert suggestion.reasons == (
        "the logins 'yeti' and 'yeti-dn' are alike",
        "'yeti' is last seen 2004-10-17, 'yeti-dn' first seen 2004-11-06",
        "both worked most in app",
    )


def test_two_names_that_fit_a_login_are_only_a_guess():
    commits = [commit("jsmith", 1), commit("John Smith", 2), commit("Jane Smith", 3)]
    assert {s.degree for s in identify(commits).suggestions} == {"guess"}


def test_confirmed_names_are_merged_and_others_kept_apart():
    commits = [commit("yeti", 1), commit("yeti-dn", 2), commit("klapetek", 3)]
    together = identify(commits, confirmed=Confirmed(together=(("David N", "yeti", "yeti-dn"),)))
    assert [person.name for person in together.persons] == ["David N", "klapetek"]
    assert together.persons[0].degree == "recorded"
    assert identify(commits, confirmed=Confirmed(apart=(("yeti", "yeti-dn"),))).suggestions == ()


def test_people_file_is_read_back_as_it_was_written():
    uuid = "5b1b2c3d-0000-4e2d-9f0a-201205301400"
    people = identify(
        [commit(Identity('A "quoted" \x1b name', "aqn@x.example"), 1), commit(Identity("aqn", f"aqn@{uuid}"), 2)]
    )
    text = write_people(people)
    assert "\x1b" not in text
    ((name, *also),) = read_people(text).together
    assert name == 'A "quoted" \x1b name'
    assert also == ["aqn", "aqn@5b1b2c3d-0000-4e2d-9f0a-201205301400", "aqn@x.example"]


def test_suggestions_become_comments_that_are_valid_when_uncommented():
    text = write_people(identify([commit("kmoto", 1), commit("Kenji Motohashi", 2)]))
    assert read_people(text).together == ()
    lines = [line[2:] for line in text.splitlines() if line.startswith(("# [[", "# name", "# also"))]
    assert read_people("\n".join(lines)).together == (("Kenji Motohashi", "kmoto"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[person]]\nname = "A"\nalso = "b"', 'people.toml: person 1 needs name = "..." and also = ["..."]'),
        ('person = "A"', "people.toml: 'person' is no list of tables; write [[person]]"),
        ("[[apart]]", 'people.toml: apart 1 needs names = ["...", "..."]'),
    ],
)
def test_people_file_with_a_defect_says_where(text: str, message: str):
    with pytest.raises(FormatError) as caught:
        read_people(text)
    assert str(caught.value) == message


def test_authors_file_lists_people():
    text = (
        "AUTHORS\n=======\nEllen Thompson     ethompso@hep.example\n * Lucía García <lg@hep.example> (tagger)\nno one\n"
    )
    assert listed_people(text) == (
        Identity("Ellen Thompson", "ethompso@hep.example"),
        Identity("Lucía García", "lg@hep.example"),
    )


def test_namer_falls_back_on_the_name_as_written():
    who = namer(identify([commit(Identity("Ann Bell", "abell@x.example"), 1), commit("abell", 2)]))
    assert who(Identity("abell")) == "Ann Bell"
    assert who(Identity("", "new@x.example")) == "new"


def test_name_written_together_is_the_same_name():
    people = identify([commit("Sean-Morrison", 1), commit("Sean Morrison", 2), commit("smo", 3), commit("s-mo", 4)])
    assert [person.name for person in people.persons] == ["Sean Morrison", "s-mo", "smo"]


def _entry(who: str, day: int) -> ChangeLogEntry:
    return ChangeLogEntry(1, 2, (START + timedelta(day)).date(), authors=(Identity(who),))


def test_login_whose_commits_end_where_those_of_the_name_begin_is_the_name():
    commits = [commit("dgrell", day) for day in range(0, 500, 20)]
    commits += [commit(Identity("David Grellscheid", "david@x.example"), day) for day in range(560, 900, 20)]
    (person,) = identify(commits).persons
    assert (person.name, person.degree) == ("David Grellscheid", "likely")
    assert person.reasons == (
        "the login 'dgrell' can be made of the name 'David Grellscheid' alone, and "
        "'dgrell' commits until 2005-04-25, 'David Grellscheid' from 2005-07-14",
    )


def test_login_and_name_side_by_side_all_through_a_short_history_are_two():
    commits = [commit("dgrell", day) for day in range(0, 21, 2)]
    commits += [commit(Identity("David Grellscheid", "david@x.example"), day) for day in range(1, 22, 2)]
    assert len(identify(commits).persons) == 2


def test_login_that_commits_what_the_name_wrote_in_the_changelog_is_the_name():
    commits = [commit("lonnblad", day) for day in range(0, 500, 20)] + [commit("other", day) for day in range(500)]
    people = identify(commits, [_entry("Leif Lönnblad", day) for day in range(0, 500, 40)])
    assert names(people) == [["other", "other"], ["Leif Lönnblad", "Leif Lönnblad", "lonnblad"]]
    assert (
        people.persons[1].reasons[0].endswith("'lonnblad' committed on 13 of the 13 days of entries by 'Leif Lönnblad'")
    )


def test_login_that_commits_every_day_has_written_nobodys_entries():
    commits = [commit("lonnblad", day) for day in range(500)]
    people = identify(commits, [_entry("Leif Lönnblad", day) for day in range(0, 500, 40)])
    assert len(people.persons) == 2


def test_login_that_two_names_fit_is_joined_with_neither():
    commits = [commit("smith", day) for day in range(0, 500, 20)]
    for name in ("John Smith", "Jane Smith"):
        commits += [commit(Identity(name, f"{name[:2]}@x.example"), day) for day in range(560, 900, 20)]
    assert len(identify(commits).persons) == 3


@pytest.mark.parametrize(("login", "fits"), [("richardn", True), ("richardt", False), ("richa", True), ("rich", False)])
def test_login_of_the_letters_of_a_last_name(login: str, fits: bool):
    commits = [commit(login, day) for day in range(0, 500, 20)]
    commits += [commit(Identity("Peter Richardson", "pr@x.example"), day) for day in range(560, 900, 20)]
    assert (len(identify(commits).persons) == 1) is fits


def test_made_up_address_leaves_the_login():
    commits = [commit(Identity("dgrell", "none@none"), day) for day in range(0, 500, 20)]
    commits += [commit(Identity("David Grellscheid", "david@x.example"), day) for day in range(560, 900, 20)]
    assert len(identify(commits).persons) == 1


def test_middle_name_that_one_leaves_out_parts_nobody():
    people = identify([commit("David H. Munro", 1), commit("David Munro", 2), commit("Davina Munro", 3)])
    assert names(people) == [["David H. Munro", "David H. Munro", "David Munro"], ["Davina Munro", "Davina Munro"]]
    assert people.persons[0].reasons == ("'David H. Munro' and 'David Munro': the same first and last name",)
    two = identify([commit("David H. Munro", 1), commit("David P. Munro", 2)])
    assert len(two.persons) == 2


def test_login_that_is_a_whole_last_name_is_joined_where_the_two_never_met():
    first = [commit("thiebaut", day) for day in (1, 2, 3)]
    later = [commit("Éric Thiébaut", 3000 + day) for day in (1, 2, 3)]
    (one,) = identify(first + later).persons
    assert one.name == "Éric Thiébaut" and "never committed side by side" in one.reasons[0]
    between = commit("Éric Thiébaut", 100)
    assert len(identify([*first, commit("thiebaut", 400), between, *later]).persons) == 2
    assert len(identify([*first, *later, commit("Anne Thiébaut", 4000)]).persons) == 3


def test_name_in_brackets_behind_a_login_is_the_name():
    people = identify([commit("rhijmans (Robert Hijmans)", 1), commit("sonia (Ms. )", 2)])
    assert [person.name for person in people.persons] == ["Robert Hijmans", "sonia"]


def test_login_with_a_second_address_is_still_the_one_it_was():
    mine = [Identity("Simon Staehler", "staehler@lmu.example"), Identity("sstaehler", "staehler@lmu.example")]
    people = identify([commit(mine[0], 1), commit(mine[1], 2), commit(Identity("sstaehler", "simon@eth.example"), 3)])
    assert [person.name for person in people.persons] == ["Simon Staehler"]


@pytest.mark.parametrize(
    ("name", "email", "nobody"),
    [
        ("convert-repo", "none@none", True),
        ("hg-git", "", True),
        ("cvs2svn", "cvs2svn", True),
        ("(no author)", "(no author)@c0027639-9190-0b57-01eb-f09a03790dae", True),
        ("No Author", "dev-null@apache.org", True),
        ("root", "root@localhost", True),
        ("daemon", "daemon@224a875b-6a50-0410-9993-82261b5d0d45", True),
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", True),
        ("Buildbot Princeton", "buildbot.princeton@gmail.com", True),
        ("CVS SVN Sync", "cvs_svn_sync", True),
        ("root", "mike@brlcad.org", False),
        ("Travis Wheeler", "travis@traviswheeler.com", False),
        ("robotham", "robotham", False),
        ("Sync Jones", "sj@x.org", False),
        ("Talbot", "talbot", False),
    ],
)
def test_converters_and_shared_accounts_are_nobody(name: str, email: str, nobody: bool) -> None:
    assert is_nobody(Identity(name, email)) == nobody


def test_account_in_an_address_of_a_forge_is_the_person_of_that_name():
    made_up = Identity("Giloo", "33936193+EveThompson@users.noreply.github.com")
    people = identify([commit(made_up, 1), commit(Identity("Eve Thompson", "eve@lab.example"), 2)])
    assert [person.name for person in people.persons] == ["Eve Thompson"]
    assert people.persons[0].reasons == ("the account 'evethompson' of a forge",)
    others = [Identity("dev", "1+dev@users.noreply.github.com"), Identity("Dev Li", "dev@lab.example")]
    assert len(identify([commit(one, 1) for one in others]).persons) == 2


@pytest.mark.parametrize(
    ("login", "name"),
    [
        (Identity("dprice", "dprice"), Identity("Daniel Price", "daniel.price@x.example")),
        (Identity("thwbecker", "thorstinski@x.example"), Identity("Thorsten Becker", "twb@y.example")),
        (Identity("graik", "raik@urfin.example"), Identity("Raik Grünberg", "r@x.example")),
    ],
)
def test_login_with_a_whole_name_and_a_letter_of_the_other_is_that_person(login: Identity, name: Identity):
    (person,) = identify([commit(login, day) for day in range(9)] + [commit(name, day) for day in range(3, 20)]).persons
    assert person.name == name.name and person.degree == "likely"
    assert person.reasons[0].endswith("alone, and it has one name whole and begins the other")


def test_login_with_a_whole_name_that_two_could_have_is_joined_with_neither():
    made = [commit(Identity(who, f"{n}@x.example"), n) for n, who in enumerate(["jsmith", "John Smith", "Jane Smith"])]
    assert len(identify(made).persons) == 3


def test_letters_with_marks_are_those_that_stand_for_them():
    two = [Identity("Peter Søndergaard", "a@x.example"), Identity("Peter Soendergaard", "b@y.example")]
    (person,) = identify([commit(who, day) for day, who in enumerate(two)]).persons
    assert person.reasons == ("'Peter Soendergaard' and 'Peter Søndergaard' are the same but for spaces and marks",)


def test_one_address_of_a_forge_is_one_account():
    two = [Identity("graik", "graik@users.noreply.github.com"), Identity("R. G.", "graik@users.noreply.github.com")]
    (person,) = identify([commit(who, day) for day, who in enumerate(two)]).persons
    assert person.reasons == ("the same address at a forge",)

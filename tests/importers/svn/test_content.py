"""Tests for archaeo/importers/svn/content.py: small trees, and what git gets of them."""

from __future__ import annotations

import gc
import hashlib
import random
import shutil
import subprocess
import unicodedata
import weakref
from pathlib import Path

import pytest

from archaeo.convert import convert
from archaeo.importers.svn.content import Content
from archaeo.importers.svn.names import trouble
from archaeo.likeness import Likeness, TreeFolder
from archaeo.model import ContentOptions, Diagnostic, ImportOptions
from archaeo.tree import PLAIN, SYMLINK, File, Tree, TreeEditor, git_id, object_id
from archaeo.verify import verify

from .dumps import Texts, dump, node, revision

OPTIONS = ContentOptions()


class Bench:
    """A content with a store behind it."""

    def __init__(self, options: ContentOptions = OPTIONS) -> None:
        self.store = Texts()
        self.content = Content("goos.dump", self.store, options)
        self.options = options

    def file(self, text: bytes = b"x", mode: int = PLAIN, **properties: bytes) -> File:
        return File(mode, self.store.put(text), properties)

    def made(self, tree: Tree, branch: str = "trunk", root: Tree | None = None) -> Tree:
        self.content.begin(7, root or Tree())
        self.content.keep(branch, tree)
        made = self.content.of(tree)
        if made is not tree:
            assert list(Likeness(self.options).differences(tree, TreeFolder(made))) == []
        return made

    def texts(self, tree: Tree, branch: str = "trunk", root: Tree | None = None) -> dict[str, str]:
        return {path: self.store[file.id].decode() for path, file in self.made(tree, branch, root).files()}

    def said(self) -> list[str]:
        return [str(finding) for finding in self.content.findings() if isinstance(finding, Diagnostic)]


def directory(entries: dict[str, File | Tree], **properties: bytes) -> Tree:
    return Tree(entries, {name.replace("_", ":", 1).replace("_", "-"): value for name, value in properties.items()})


def test_tree_with_nothing_to_add_is_the_same_object():
    bench = Bench()
    tree = Tree({"a": bench.file(), "lib": Tree({"b": bench.file()})})
    assert bench.made(tree) is tree


def test_ignore_is_anchored_in_its_own_directory():
    bench = Bench()
    tree = Tree({"lib": directory({"b": bench.file()}, svn_ignore=b"*.o\n\nbuild\n"), "a": bench.file()})
    assert bench.texts(tree) == {"a": "x", "lib/.gitignore": "/*.o\n/build\n", "lib/b": "x"}


def test_unchanged_directories_are_shared_with_the_tree_before():
    bench = Bench()
    tree = directory({"lib": Tree({"b": bench.file()}), "bin": directory({}, svn_ignore=b"*")}, svn_ignore=b"*.o")
    before = bench.made(tree)
    after = bench.made(tree.with_entry("a", bench.file()))
    assert after.entries["lib"] is before.entries["lib"]
    assert after.entries["bin"] is before.entries["bin"]
    assert set(after.entries) == {"lib", "bin", "a", ".gitignore"}


@pytest.mark.usefixtures("plain_core")
def test_only_what_changed_is_looked_at_again():
    bench = Bench()
    tree = Tree({f"f{number}": bench.file() for number in range(3)} | {"lib": Tree({"b": bench.file()})})
    bench.made(tree)
    asked = []
    bench.content._look_for_clashes = lambda name, *_: asked.append(name)  # type: ignore[method-assign]
    editor = TreeEditor(tree)
    editor.put("new", bench.file())
    editor.put("f1", bench.file(b"y"))
    bench.made(editor.tree())
    assert asked == ["new"]


def test_pattern_with_a_slash_becomes_a_comment_since_it_never_matched():
    bench = Bench()
    assert bench.texts(directory({}, svn_ignore=b"build/"))[".gitignore"] == ("# never matched in Subversion: build/\n")


def test_tracked_directory_that_is_ignored_is_taken_out_again():
    bench = Bench()
    tree = directory({"build": Tree({"a": bench.file()}), "a": bench.file()}, svn_ignore=b"b*")
    assert bench.texts(tree)[".gitignore"] == "/b*\n!/build/\n"


def test_global_ignores_hold_below():
    bench = Bench()
    tree = directory({"src": Tree({"obj": Tree({"a": bench.file()})})}, svn_global_ignores=b"obj")
    assert bench.texts(tree) == {".gitignore": "obj\n", "src/.gitignore": "!/obj/\n", "src/obj/a": "x"}


def test_global_ignores_from_above_the_branch_are_written_at_its_root():
    bench = Bench()
    trunk = Tree({"a": bench.file()})
    root = directory({"trunk": trunk}, svn_global_ignores=b"*.bak")
    assert bench.texts(trunk, "trunk", root) == {".gitignore": "*.bak\n", "a": "x"}


def test_gitignore_that_subversion_tracks_stays_and_the_patterns_are_reported():
    bench = Bench()
    tree = directory({".gitignore": bench.file(b"*.pyc\n")}, svn_ignore=b"*.o")
    assert bench.made(tree) is tree
    assert bench.said() == [
        "goos.dump: revision 7, 'trunk': properties ask for '/*.o' in .gitignore; .gitignore stays as Subversion has it"
    ]


def test_ignores_none():
    bench = Bench(ContentOptions(ignores="none"))
    tree = directory({"a": bench.file()}, svn_ignore=b"*.o", svn_global_ignores=b"*.a")
    assert bench.made(tree) is tree


def test_ignore_and_a_file_of_the_very_text_differ_in_state():
    """The state tells a generated .gitignore from a tracked one, or the commit that adds it would be missing."""
    bench = Bench()
    bench.content.begin(7, Tree())
    generated = directory({"a": bench.file()}, svn_ignore=b"*.o")
    tracked = generated.with_entry(".gitignore", bench.file(b"/*.o\n"))
    assert bench.content.keep("trunk", generated) != bench.content.keep("trunk", tracked)


@pytest.mark.parametrize(
    ("name", "made"), [(".git", "%2Egit"), (".GIT ", "%2EGIT "), ("git~1", "git%7E1"), ("%2Egit", "%252Egit")]
)
def test_name_that_git_refuses_is_escaped_and_can_be_read_back(name: str, made: str):
    bench = Bench()
    assert bench.texts(Tree({"d": Tree({name: Tree({"config": bench.file()})})})) == {f"d/{made}/config": "x"}
    assert any(line.endswith(f"kept as '{made}'") for line in bench.said())


def test_gitmodules_is_escaped_only_where_git_refuses_it():
    bench = Bench()
    sound = Tree({".gitmodules": bench.file(b'[submodule "a"]\n\tpath = a\n\turl = https://h/a\n')})
    assert bench.made(sound) is sound
    for bad in (
        bench.file(b'[submodule "a"]\n\turl = -u./x\n'),
        bench.file(b"x", SYMLINK),
        Tree({"a": bench.file()}),
    ):
        assert list(bench.made(Tree({".gitmodules": bad})).entries) == ["%2Egitmodules"]


def test_names_that_trouble_others_are_kept_and_reported_once():
    bench = Bench()
    tree = Tree({"README": bench.file(), "Readme": bench.file(), "aux.c": bench.file(), "b.": bench.file()})
    assert bench.made(tree) is tree
    bench.made(tree.with_entry("c", bench.file()))
    assert sorted(line.split("': ")[1] for line in bench.said()) == [
        "'Readme' and 'README' are one name to Windows and macOS; kept as they are",
        "'aux.c' is a device on Windows; kept as it is",
        "'b.' ends in a dot or a space; kept as it is",
    ]


def test_edits_of_an_odd_directory_give_what_a_fresh_look_gives():
    """A random walk: names that are escaped, look escaped or are generated come, change and go."""
    dice = random.Random(17)
    names = [".git", "%2Egit", "%252Egit", ".gitignore", ".gitmodules", "%2Egitmodules", "a", "b.o", "d", "%2Ea", ".a"]
    bench = Bench()
    kinds = [
        lambda: bench.file(b"%d" % dice.randrange(3)),
        lambda: bench.file(b'[submodule "x"]\n\turl = -x\n'),
        lambda: Tree({"f": bench.file()}),
        lambda: directory({"g": bench.file()}, svn_ignore=b"h"),
        Tree,
    ]
    blocks = [{}, {"svn:ignore": b"*.o\nd"}, {"svn:ignore": b"*.o", "svn:global-ignores": b"?"}]
    tree = Tree({"sub": Tree()})
    for _ in range(400):
        editor = TreeEditor(tree)
        for _ in range(dice.randrange(1, 4)):
            path = dice.choice(["", "sub/"]) + dice.choice(names)
            match dice.randrange(5):
                case 0:
                    editor.set_properties(dice.choice(["", "sub"]), dice.choice(blocks))
                case 1 if editor.at(path) is not None:
                    editor.remove(path)
                case _:
                    editor.put(path, dice.choice(kinds)())
        tree = editor.tree()
        made = bench.made(tree)
        fresh = Bench()
        fresh.store.update(bench.store)
        assert git_id(fresh.made(copied(tree))) == made.git_id


def copied(tree: Tree) -> Tree:
    """The same tree, of which nothing is known."""
    entries = {name: copied(entry) if isinstance(entry, Tree) else entry for name, entry in tree.entries.items()}
    return Tree(entries, tree.properties)


# -- the whole way


def converted(tmp_path: Path, raw: bytes, options: ContentOptions = OPTIONS) -> Path:
    """Convert, check the proof, verify, let git check; give the repository."""
    file = tmp_path / "goos.dump"
    file.write_bytes(raw)
    used = ImportOptions(content=options)
    report = convert([file], tmp_path / "goos.git", used)
    assert (report.identical, report.states) == (report.commits, report.commits)
    proof = verify([file], tmp_path / "goos.git", used)
    assert (proof.identical, proof.differences) == (report.commits, ())
    git(tmp_path / "goos.git", "fsck", "--strict", "--no-dangling")
    return tmp_path / "goos.git"


def git(repository: Path, *words: str, text: str | None = None, check: bool = True) -> str:
    done = subprocess.run(
        ["git", "-C", str(repository), *words], input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 or not check, done.stderr
    return done.stdout


def test_ignore_set_alone_makes_a_commit(tmp_path: Path):
    raw = dump(
        revision(1, node("trunk"), node("trunk/a", text=b"x")),
        revision(2, node("trunk", "change", props={"svn:ignore": b"*.o\n"})),
        revision(3, node("trunk", "change", props={})),
    )
    repository = converted(tmp_path, raw)
    assert git(repository, "log", "--format=%s", "main").split("\n")[:-1] == ["revision 3", "revision 2", "revision 1"]
    assert git(repository, "show", "main~1:.gitignore") == "/*.o\n"
    assert git(repository, "ls-tree", "--name-only", "main") == "a\n"


def test_copy_of_a_branch_with_ignores_is_unchanged(tmp_path: Path):
    raw = dump(
        revision(1, node("trunk", props={"svn:ignore": b"*.o\n"}), node("trunk/a", text=b"x")),
        revision(2, node("tags"), node("tags/1", copyfrom=("trunk", 1))),
    )
    assert git(converted(tmp_path, raw), "rev-list", "--all", "--not", "refs/notes/svn").count("\n") == 1


def test_empty_directories_are_reported_or_kept(tmp_path: Path):
    raw = dump(
        revision(1, node("trunk"), node("trunk/a", text=b"x"), node("trunk/logs"), node("trunk/d"), node("tags"))
    )
    found = converted(tmp_path, raw, ContentOptions(keep_empty_dirs=True))
    assert git(found, "ls-tree", "-r", "--name-only", "main").split() == ["a", "d/.gitkeep", "logs/.gitkeep"]
    report = convert([tmp_path / "goos.dump"], tmp_path / "other.git", ImportOptions())
    said = [d.location.path for d in report.diagnostics if d.kind == "empty directory"]
    assert sorted(said) == ["trunk/d", "trunk/logs"]


def test_attributes_leave_a_clone_clean(tmp_path: Path):
    """Truth from outside: with wrong attributes git takes files for changed right after a clone."""
    files = {
        "unix.c": (b"a\nb\n", {"svn:eol-style": b"native", "svn:keywords": b"Id Rev"}),
        "dos.txt": (b"a\r\nb\r\n", {"svn:eol-style": b"CRLF"}),
        "mixed.txt": (b"a\r\nb\n", {"svn:eol-style": b"native"}),
        "lf.sh": (b"a\n", {"svn:eol-style": b"LF", "svn:needs-lock": b"*"}),
        'a [b] "c".png': (b"\x89PNG\r\n\x1a\n", {"svn:mime-type": b"image/png"}),
        "latin.tex": (b"\xe9\n", {"svn:mime-type": b"text/x-tex; charset=ISO-8859-1"}),
        "plain": (b"x", {"custom": b"1"}),
    }
    nodes = [node(f"trunk/{name}", text=text, props=props) for name, (text, props) in files.items()]
    found = converted(tmp_path, dump(revision(1, node("trunk"), *nodes)), ContentOptions(attributes=True))
    git(tmp_path, "clone", "-q", str(found), "g")
    clone = tmp_path / "g"
    assert (clone / ".gitattributes").read_text() == (
        '"/a \\\\[b] \\"c\\".png" binary\n'
        "/dos.txt -text\n/latin.tex encoding=ISO-8859-1\n/lf.sh text eol=lf lockable\n/mixed.txt -text\n"
        "/unix.c text ident svn-keywords=Id,Rev\n"
    )
    for path in clone.iterdir():
        if path.is_file():
            path.touch()
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "check-attr", "diff", "--", 'a [b] "c".png').strip().endswith("diff: unset")
    assert {name: (clone / name).read_bytes() for name in files} == {name: text for name, (text, _) in files.items()}


def test_large_files_become_pointers_and_objects(tmp_path: Path):
    old, new = b"old" * 1000, b"new" * 1000
    raw = dump(
        revision(
            1, node("trunk"), node("trunk/big", text=old, props={"svn:executable": b"*"}), node("trunk/a", text=b"x")
        ),
        revision(2, node("trunk/big", "change", text=new)),
        revision(3, node("trunk/d"), node("trunk/d/.gitattributes", text=b"* text\n"), node("trunk/d/big", text=old)),
    )
    found = converted(tmp_path, raw, ContentOptions(lfs_above=1000))
    assert git(found, "show", "main~1:big") == (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{hashlib.sha256(new).hexdigest()}\nsize 3000\n"
    )
    assert git(found, "show", "main:.gitattributes") == "/big filter=lfs diff=lfs merge=lfs -text\n"
    assert git(found, "ls-tree", "main~1", "big").startswith("100755")
    oid = hashlib.sha256(old).hexdigest()
    assert (found / "lfs" / "objects" / oid[:2] / oid[2:4] / oid).read_bytes() == old
    assert git(found, "show", "main:d/big") == old.decode()


def test_missing_large_file_is_found_by_verify(tmp_path: Path):
    raw = dump(revision(1, node("trunk"), node("trunk/big", text=b"big" * 1000)))
    options = ContentOptions(lfs_above=1000)
    found = converted(tmp_path, raw, options)
    next(file for file in (found / "lfs").rglob("*") if file.is_file()).write_bytes(b"other")
    (difference,) = verify([tmp_path / "goos.dump"], found, ImportOptions(content=options)).differences
    assert difference.paths[0].endswith("missing, or not what its pointer says")


def test_portable_paths_can_be_read_back(tmp_path: Path):
    names = [
        "README",
        "readme",
        "Readme",
        "aux.c",
        "a:b",
        "end.",
        "50%25",
        "tab\there",
        "caf\u00e9",
        "cafe\u0301",
        ".git",
    ]
    nodes = [node(f"trunk/{name}", text=b"x") for name in names if "\t" not in name]
    found = converted(tmp_path, dump(revision(1, node("trunk"), *nodes)), ContentOptions(paths="portable"))
    stored = git(found, "ls-tree", "-z", "--name-only", "main").split("\0")[:-1]
    assert len({unicodedata.normalize("NFC", name).lower() for name in stored}) == len(nodes)
    assert not [name for name in stored if trouble(name)]
    assert "readme" in stored
    assert "%61ux.c" in stored


def test_git_refuses_no_repository_for_its_paths(tmp_path: Path):
    names = [".git", ".Git", "git~1", ".git.", ".g\u200cit", "a\\.git", ".gitmodules", "%2Egit", "GI7EBA~1"]
    nodes = [node(f"trunk/{name}/config", kind="file", text=b"x") for name in names]
    folders = [node(f"trunk/{name}") for name in names]
    repository = converted(tmp_path, dump(revision(1, node("trunk"), *folders, *nodes)))
    table = (repository / "archaeo" / "paths.tsv").read_text("utf-8").splitlines()
    assert "%2Egit\t.git" in table
    assert len(table) == len(names) + 1


def test_properties_are_kept_in_table_and_note(tmp_path: Path):
    raw = dump(
        revision(1, node("trunk", props={"bugtraq:label": b"two\nlines"}), node("trunk/a", text=b"x")),
        revision(2, node("trunk/a", "change", props={"svn:eol-style": b"native", "bin": b"\0\xff"})),
        revision(3, node("trunk/a", "change", text=b"y", props={"bin": b"\0\xff"})),
    )
    repository = converted(tmp_path, raw)
    table = (repository / "archaeo" / "properties.tsv").read_bytes()
    assert table.split(b"\n")[1:-1] == [
        b"1\ttrunk\tbugtraq:label\tset\ttwo\\nlines",
        b"2\ttrunk/a\tbin\tset\t\0\xff",
        b"2\ttrunk/a\tsvn:eol-style\tset\tnative",
        b"3\ttrunk/a\tsvn:eol-style\tdeleted\t",
    ]
    note = git(repository, "notes", "--ref=svn", "show", "main").splitlines()
    assert note[3:] == ["property-deleted: a svn:eol-style"]
    assert 'property: . bugtraq:label "two\\nlines"' in git(repository, "notes", "--ref=svn", "show", "main~1")


def test_ignored_files_are_those_of_svn_status(tmp_path: Path):
    """Truth from outside: what svn status does not show, git check-ignore names, pattern by pattern."""
    if shutil.which("svnadmin") is None or shutil.which("svn") is None:
        pytest.skip("Subversion is not installed")
    patterns = (
        "*.o\nfoo/\nb/ar\n *.sp\n*.tr \n#hash\n!bang\nback\\\n[!x]y\nbuild\n.d*\n*~\ntab\t\n[abc\nq\\*z\n**.zz\n"
        "[[:alpha:]]k\n[a-\n[a\\-c]r\n[]x]j\n?.q\n[^a]w\n[a-c]e\n[z-a]v\n\\\\n\n"
    )
    untracked = (
        "a.o,foo, x.sp,x.sp,x.tr ,x.tr,#hash,!bang,back\\,zy,xy,.dx,e~,tab\t,tab,[abc,q*z,qaz,l.zz,mk,:k,a]k,[a-,"
        "-r,ar,br,]j,xj,a.q,.q,aw,bw,ae,de,av,\\n,build2,plain"
    ).split(",")
    raw = dump(
        revision(1, node("trunk", props={"svn:ignore": patterns.encode()}), node("trunk/a", text=b"x")),
        revision(2, node("trunk/build"), node("trunk/build/a", text=b"x")),
        revision(
            3, node("trunk", "change", props={"svn:ignore": patterns.encode(), "svn:global-ignores": b"*.g\nsub"})
        ),
        revision(4, node("trunk/sub"), node("trunk/sub/a", text=b"x")),
    )
    repository = converted(tmp_path, raw)
    there = ["build/new", "build/a.o", "build/b.g", "sub/new", "sub/c.g", "d.g", *untracked]

    def fill(folder: Path) -> None:
        for name in there:
            (folder / name).write_text("")

    subprocess.run(["svnadmin", "create", tmp_path / "s"], check=True)
    subprocess.run(["svnadmin", "load", "-q", "--ignore-uuid", tmp_path / "s"], input=raw, check=True)
    subprocess.run(["svn", "co", "-q", (tmp_path / "s").as_uri() + "/trunk", tmp_path / "w"], check=True)
    fill(tmp_path / "w")
    config = ["--config-dir", tmp_path / "c", "--config-option", "config:miscellany:global-ignores="]
    status = subprocess.run(["svn", "status", *config, tmp_path / "w"], capture_output=True, text=True, check=True)
    shown = {str(Path(line[8:]).relative_to(tmp_path / "w")) for line in status.stdout.splitlines() if line[0] == "?"}
    git(tmp_path, "clone", "-q", str(repository), "g")
    fill(tmp_path / "g")
    ours = git(tmp_path / "g", "ls-files", "-z", "--others", "--exclude-standard").split("\0")[:-1]
    assert set(ours) == shown
    assert 10 < len(shown) < len(there) - 10


def test_editor_and_tree_of_an_odd_directory(tmp_path: Path):
    """A directory that has a .gitignore made for it is written as a difference from the one before."""
    bench = Bench()
    tree = directory({f"file{number}": bench.file(b"%d" % number) for number in range(30)}, svn_ignore=b"*.o")
    before = bench.made(tree)
    editor = TreeEditor(tree)
    editor.put("file3", bench.file(b"new"))
    bench.content.begin(8, Tree())
    edited = editor.tree()
    after = bench.content._convert(edited, "", bench.content._around("trunk"))
    assert after.edited_from == before.git_id
    assert after.edits == {"file3": File(PLAIN, object_id(b"blob", b"3"), {})}


def test_generated_files_are_in_git_however_large(tmp_path: Path):
    """Git reads a .gitattributes and a .gitignore itself; as LFS objects they would be missing."""
    trunk = node("trunk", props={"svn:ignore": b"a rather long pattern of ignored files"})
    raw = dump(revision(1, trunk, node("trunk/big", text=b"large enough" * 9)))
    found = converted(tmp_path, raw, ContentOptions(lfs_above=20))
    assert git(found, "show", "main:.gitattributes") == "/big filter=lfs diff=lfs merge=lfs -text\n"
    assert git(found, "show", "main:.gitignore").startswith("/a rather long")
    git(found, "fsck", "--strict")
    assert len([file for file in (found / "lfs").rglob("*") if file.is_file()]) == 1


@pytest.mark.parametrize("options", [OPTIONS, ContentOptions(attributes=True)], ids=["ignores", "attributes"])
def test_directory_leaves_memory_with_its_last_use(options: ContentOptions):
    class Seen(dict[str, bytes]):
        """Properties that can be watched; a tree itself, compiled, takes no weak reference."""

    bench = Bench(options)
    tree = Tree({"lib": Tree({"a.c": bench.file()}, Seen())}, {"svn:global-ignores": b"*.o"})
    bench.made(tree)
    folder = weakref.ref(tree.entries["lib"].properties)
    gc.disable()
    try:
        del tree
        assert folder() is None
    finally:
        gc.enable()

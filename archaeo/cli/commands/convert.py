"""archaeo convert: a source to a git repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from .. import config, terminal
from ._corrections import corrections

if TYPE_CHECKING:
    from archaeo.convert import Report
    from archaeo.dates import Dates
    from archaeo.model import ImportOptions

NAME = "convert"
ORDER = 30

_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def _size(_: click.Context, __: click.Parameter, value: str) -> int:
    number = value.upper().removesuffix("B")
    unit = _UNITS.get(number[-1:], 1)
    number = number[:-1] if unit > 1 else number
    if value and not (number.isascii() and number.isdigit() and int(number)):
        raise click.BadParameter(f"'{value}' is no size; say it as '500K' or '10M'")
    return int(number) * unit if value else 0


@click.command(NAME, short_help="Turn a Subversion dump or a ChangeLog into a git repository.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The bare repository to make.  [default: NAME.git]"
)
@click.option(
    "--layout",
    default="auto",
    show_default=True,
    help="Where branches are: auto, std (trunk, branches/*, tags/*), single (the whole repository is one branch), or a "
    "list of branch roots, as 'proj/trunk,proj/branches/*,proj/tags/*'.",
)
@click.option(
    "--plan",
    "planned",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Do what a file says that archaeo plan -o wrote; in place of --layout.",
)
@corrections("authors", "date")
@click.option(
    "--svn-id",
    type=click.Choice(["notes", "trailer", "none"]),
    default="notes",
    show_default=True,
    help="Where to write a commit's revision: git notes (refs/notes/svn), a git-svn-id trailer, or nowhere.",
)
@click.option("--lift-references", is_flag=True, help="Put the commit behind each revision (r1234) a message names.")
@click.option(
    "--ignores",
    type=click.Choice(["generate", "none"]),
    default="generate",
    show_default=True,
    help="Make a .gitignore of svn:ignore and svn:global-ignores where Subversion tracks none, or leave them out.",
)
@click.option(
    "--attributes", is_flag=True, help="Make a .gitattributes of svn:eol-style, mime-type, needs-lock and keywords."
)
@click.option("--keep-empty-dirs", is_flag=True, help="Put an empty .gitkeep into empty directories.")
@click.option(
    "--paths",
    type=click.Choice(["exact", "portable"]),
    default="exact",
    show_default=True,
    help="Escape only names that git refuses, or also those that Windows and macOS refuse or take for one.",
)
@click.option(
    "--lfs-above",
    metavar="SIZE",
    default="",
    callback=_size,
    help="Keep larger files as Git LFS objects; a number of bytes, or as '500K', '10M', '1G'.",
)
@click.option(
    "--externals",
    type=click.Choice(["report", "submodules"]),
    default="report",
    show_default=True,
    help="Say where svn:externals point to, or make git submodules of those that a commit is known for.",
)
@click.option(
    "--externals-map",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with lines 'SUBVERSION-URL = GIT-URL [REPOSITORY-OR-COMMIT]'; says --externals submodules, too.",
)
@click.option(
    "--group",
    type=click.Choice(["entry", "day"]),
    default="entry",
    show_default=True,
    help="ChangeLog: a commit for each entry, or one for each day and author.",
)
@click.option(
    "--snapshot",
    "snapshots",
    multiple=True,
    metavar="PATH[@VERSION-OR-DATE]",
    help="ChangeLog: a release that was kept (directory, tar, zip), put where its version or date belongs.",
)
@click.option(
    "--snapshots",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="ChangeLog: a folder of such releases.",
)
@click.option(
    "--onto",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="ChangeLog: put the entries older than this repository's first commit below it.",
)
@click.option(
    "--rewrite",
    is_flag=True,
    help="With --onto: give all commits new ids, so that every clone has the older ones; else git replace tells them.",
)
@click.option("--split", is_flag=True, help="Make a folder (-o) with one repository for each project.")
@click.option(
    "--update",
    is_flag=True,
    help="Extend the repository by what has come since; SOURCE is a dump of it or of the whole, a repository or a URL.",
)
@click.option("--force", is_flag=True, help="Replace the repository if it exists.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.option("--strict", is_flag=True, help="Stop at the first damage instead of reporting it.")
def command(
    sources: tuple[str, ...],
    output: Path | None,
    layout: str,
    planned: Path | None,
    authors: Path | None,
    dates: Dates,
    svn_id: Literal["notes", "trailer", "none"],
    lift_references: bool,
    ignores: str,
    attributes: bool,
    keep_empty_dirs: bool,
    paths: str,
    lfs_above: int,
    externals: str,
    externals_map: Path | None,
    group: Literal["entry", "day"],
    snapshots: tuple[str, ...],
    folders: tuple[Path, ...],
    onto: Path | None,
    rewrite: bool,
    split: bool,
    update: bool,
    force: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """Turn a Subversion dump, a ChangeLog or kept releases into a git repository.

    The dump may be plain or compressed (.gz, .bz2, .xz, .zst), or `-` for standard input. trunk becomes the branch
    main; a tag that nobody touched becomes an annotated tag. The repository appears when it is complete, with
    archaeo/revmap.tsv in it, which says for every revision what became of it. Incremental dumps are named after
    the dump that they follow.

    A ChangeLog becomes a commit an entry, oldest first, with the ChangeLog as it stood after it; several are merged by
    date. Archives of one package become a commit a release, dated by the newest file in it.

    \b
    Examples:
      archaeo convert ChangeLog --snapshots releases -o goos.git
      archaeo convert goos.dump.gz -o goos.git
      archaeo convert goos.dump --authors people.txt --layout std -o goos.git
    """
    from archaeo import convert
    from archaeo import update as updating
    from archaeo.analyzers import identities
    from archaeo.importers import authors as people
    from archaeo.model import ContentOptions, ImportOptions

    if planned is not None:
        from archaeo.importers.svn import plan_file

        layout = plan_file.read(planned)
    target = output or Path(_name_of(sources[0]) + ".git")
    with terminal.progress() as progress:
        known = identities.logins(config.people(sources)) | (people.read(authors) if authors else {})
        linked = _externals(externals, externals_map)
        content = ContentOptions(ignores, attributes, keep_empty_dirs, paths, lfs_above, *linked)
        kept = (*map(_snapshot, snapshots), *((folder, "*") for folder in folders))
        options = ImportOptions(
            layout, known, progress, strict, svn_id, lift_references, content, group, kept, dates=dates
        )
        if as_json and (onto is not None or split):
            raise click.UsageError("--json says what became of one repository; not with --onto or --split")
        if onto is not None:
            return _graft(sources, onto, options, rewrite)
        if rewrite:
            raise click.UsageError("--rewrite goes with --onto REPO")
        if split:
            if update:
                raise click.UsageError(
                    "--split and --update cannot be said together; to add later revisions, split the longer dump with "
                    "--split --force: the commits keep their ids"
                )
            return _split(sources, output or Path(_name_of(sources[0])), options, force)
        if update:
            report, new = updating.update(sources, target, options)
        else:
            report = convert.convert(sources, target, options, force=force)
            new = report.commits
    status = terminal.diagnostics(report.diagnostics)
    one, many = {"svn": ("revision", ""), "releases": ("release", "")}.get(report.importer, ("entry", "entries"))
    if options.snapshots:
        one, many = f"{one} or release", f"{many} and releases"
    heads = sum(ref.name.startswith("refs/heads/") for ref in report.refs)
    tags = sum(ref.name.startswith("refs/tags/") for ref in report.refs)
    state = "has what could be read" if report.is_damaged else "is complete"
    terminal.summed_up(f"{target} {state}; next: archaeo summary {target}")
    if as_json:
        _print_json(report, heads, tags, new)
        return status if report.identical == report.states else 1
    counted = terminal.counted
    made = f"{counted(report.commits, 'commit')}, {counted(heads, 'branch', 'branches')}, {counted(tags, 'tag')}"
    terminal.out(f"{target}: {counted(report.revisions, one, many)} -> {made}")
    if update:
        terminal.out(counted(new, "commit is new", "commits are new"))
    terminal.out(f"{report.identical} of {report.states} states identical")
    return status if report.identical == report.states else 1


def _print_json(report: Report, branches: int, tags: int, new: int) -> None:
    import json

    document = {
        "schema": "archaeo/convert/1",
        "repository": str(report.target),
        "source": report.importer,
        "units": report.revisions,
        "commits": report.commits,
        "new": new,
        "branches": branches,
        "tags": tags,
        "states": report.states,
        "identical": report.identical,
        "without_commit": report.reasons,
        "oddities": [
            {"where": str(one.location), "kind": one.kind, "what": one.what, "done": one.done, "grave": one.grave}
            for one in report.diagnostics
        ],
    }
    terminal.write(json.dumps(document, indent=1) + "\n")


def _split(sources: tuple[str, ...], folder: Path, options: ImportOptions, force: bool) -> int:
    from archaeo import split

    report, parts = split.split(sources, folder, options, force=force)
    terminal.summed_up(f"{folder} is complete: {terminal.counted(len(parts), 'repository', 'repositories')}")
    status = terminal.diagnostics(report.diagnostics)
    for part in parts:
        what = "outside every project" if part.project is None else f"project {part.project or 'at the top'}"
        terminal.out(f"{part.folder}: {what}, {part.commits} commits, {part.refs} refs")
    terminal.out(f"{report.identical} of {report.states} states identical")
    return status if report.identical == report.states else 1


def _snapshot(text: str) -> tuple[Path, str]:
    """Split PATH@VERSION-OR-DATE; a file that has such a name is that file."""
    path, sign, said = text.rpartition("@")
    found = (Path(path), said) if sign and not Path(text).exists() else (Path(text), "")
    if not found[0].exists():
        raise click.BadParameter(f"'{found[0]}' does not exist", param_hint="--snapshot")
    return found


def _externals(what: str, file: Path | None) -> tuple[str, str]:
    """Give what is to be done with externals, and the text of the map; one that cannot be read is refused at once."""
    if file is None:
        return what, ""
    from archaeo.importers.svn.submodule_map import SubmoduleMap

    text = file.read_text("utf-8", "surrogateescape")
    SubmoduleMap(text, str(file))
    return "submodules", text


def _graft(sources: tuple[str, ...], onto: Path, options: ImportOptions, rewrite: bool) -> int:
    from archaeo import graft

    made = graft.graft([Path(source) for source in sources], onto, options, rewrite=rewrite)
    terminal.summed_up(f"{onto} now begins {terminal.counted(made.commits, 'commit')} earlier")
    below = f"{terminal.counted(made.commits, 'commit')} and {terminal.counted(len(made.tags), 'tag')}"
    terminal.out(f"{onto}: {below} now lie below {made.root[:10]}")
    if made.renewed:
        verb = "has a new id" if made.renewed == 1 else "have new ids"
        terminal.out(f"{terminal.counted(made.renewed, 'commit')} {verb}; clones of the old history must be made anew")
    return terminal.diagnostics(made.diagnostics)


def _name_of(source: str) -> str:
    name = Path(source).name if source != "-" else "stdin"
    for suffix in (".gz", ".bz2", ".xz", ".zst", ".dump", ".svndump", ".svn"):
        name = name.removesuffix(suffix)
    return name or "repository"

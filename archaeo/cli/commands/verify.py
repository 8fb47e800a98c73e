"""archaeo verify: proof that nothing was lost."""

from __future__ import annotations

from pathlib import Path

import click

from .. import terminal

NAME = "verify"
ORDER = 40


@click.command(NAME)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.argument("repository", type=click.Path(path_type=Path))
@click.option("--layout", default="", help="As given to convert.  [default: what convert used]")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def command(sources: tuple[str, ...], repository: Path, layout: str, as_json: bool) -> int:
    """Prove that a git repository holds every state of its source.

    Reads SOURCE once more, builds the tree of each revision and branch, and compares it with the commit that REPOSITORY
    has for it. Exit status 0 when all are identical, 1 when one is not.

    \b
    Examples:
      archaeo verify goos.dump goos.git
      archaeo verify goos.dump.gz goos.git --json
    """
    from dataclasses import replace

    from archaeo import convert, verify

    with terminal.progress() as progress:
        used = convert.read_options(repository)
        options = replace(used, layout=layout or used.layout, progress=progress)
        proof = verify.verify(sources, repository, options)
    differ = proof.states - proof.identical
    terminal.summed_up(f"{terminal.counted(differ, 'state')} differ" if proof.differences else "nothing is missing")
    if as_json:
        _print_json(proof)
    else:
        terminal.out(f"{proof.identical} of {proof.states} states identical")
        if proof.differences:
            first = proof.differences[0]
            where = f"revision {first.revision}" + (f", '{first.branch}'" if first.branch else "")
            terminal.out(f"first difference: {where}, commit {first.commit or 'none'}")
            for line in first.paths:
                terminal.out(f"  {line}")
    if proof.differences:
        return 1
    return terminal.diagnostics(proof.diagnostics)


def _print_json(proof: object) -> None:
    import json
    from dataclasses import asdict

    from archaeo.verify import Proof

    assert isinstance(proof, Proof)
    found = {"schema": "archaeo/verify/1", "states": proof.states, "identical": proof.identical}
    found["differences"] = [asdict(difference) for difference in proof.differences]
    terminal.write(json.dumps(found, indent=1) + "\n")

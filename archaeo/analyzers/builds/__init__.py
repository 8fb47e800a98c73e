"""The build systems archaeo reads, one module each.

A plug has ``NAME``, ``matches(path) -> bool`` and ``scan(file) -> Iterator[Statement]``: what the file says, variables
unreplaced. What it means for a tree is worked out in ``archaeo.analyzers.building``.
"""

"""The languages archaeo reads, one module each.

A plug has ``NAME``, ``SUFFIXES`` and ``scan(file) -> Iterator[Module | Dependency]``: what the text mentions. Finding
the file that a mention means is common work, in ``archaeo.analyzers.resolve``. Optional: ``INTERPRETERS`` (names in a
shebang line), ``FILENAMES`` (whole names, as ``.cshrc``).
"""

"""One file a format: ``NAME``, ``FILE`` (what the result is called), ``render(summary) -> str | bytes``."""

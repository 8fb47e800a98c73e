"""``python -m archaeo``."""

from archaeo.cli import main

main()

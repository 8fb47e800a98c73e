"""Runs the command line as ``python -m archaeo``."""

from archaeo.cli import main

if __name__ == "__main__":
    main()

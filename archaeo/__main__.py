"""``python -m archaeo``, and what the ``archaeo`` script calls."""

import signal


def main() -> None:
    """Run the command line; a Ctrl-C while it is still being imported ends without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from archaeo import cli

    cli.main()


if __name__ == "__main__":
    main()

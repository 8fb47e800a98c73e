"""One file a command; each has NAME, ORDER (its place in the help) and ``command``, a click command."""

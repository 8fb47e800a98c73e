"""One file a section of the summary; `archaeo.summary` says what it must have."""

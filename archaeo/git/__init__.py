"""git repositories: what is in one, and making one."""

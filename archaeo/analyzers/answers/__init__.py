"""Questions to a dependency graph, each a function that gives plain records, in a repeatable order."""

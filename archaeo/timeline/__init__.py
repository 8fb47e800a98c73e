"""All that is dated of some sources, in one list: gathered, merged, filtered, drawn."""

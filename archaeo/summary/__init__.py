"""The summary: what a project was, as sections of blocks, and the formats they are written in."""

"""archaeo digs up legacy research code.

Old Subversion dumps and ChangeLogs become git history, the code its dependency graph, and both together a
summary that says what the project was.
"""

__version__ = "0.1.0"

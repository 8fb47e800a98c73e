"""The rows of the timeline and the filter over them.

They live among the analyzers, because the page of the summary shows the same rows and parts of one floor do not
import each other; here is the one place where the timeline's own code takes them from.
"""

from archaeo.analyzers.chronicle import Row, merged, rows, silences
from archaeo.analyzers.query import QueryError, Term, parse, period, select

__all__ = ["QueryError", "Row", "Term", "merged", "parse", "period", "rows", "select", "silences"]

"""Pictures of blocks as SVG: pure functions, block in, markup out.

Every picture scales with its frame by percentages and not by a view box, so that letters stay readable at any width.
Colours are classes (``c0`` to ``c7``), given by the page's style in light, dark and print.
"""

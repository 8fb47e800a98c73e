"""How the documentation is built: Sphinx with Markdown pages; docs/decisions/0011 says why. `script/docs` runs it."""

from archaeo import __version__

project = "archaeo"
author = "the archaeo contributors"
copyright = author
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
exclude_patterns = ["build"]
smartquotes = False  # it made a dash of the two minuses of an option, and nobody could paste it
default_role = "code"  # a help text has its commands between single backticks
html_theme = "furo"
html_title = "archaeo"
html_static_path: list[str] = []
# the site stands on any disk, without a network: no fonts, no analytics, no search service
html_show_sourcelink = False
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_format = "short"
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # a dataclass has its fields already; described twice they are a warning
myst_heading_anchors = 3
man_pages = [("man", "archaeo", "dig up legacy research code", author, 1)]
# the manual holds the reference too, so it is built apart: sphinx-build -t manual -b man
if tags.has("manual"):  # noqa: F821 - given by Sphinx
    root_doc = "man"
    include_patterns = ["man.md"]
else:
    exclude_patterns += ["man.md"]


def _plain(app: object, context: object, lines: list[str]) -> None:
    """Help is plain text: a glob in it is no emphasis."""
    lines[:] = [line if "**" in line and line.strip().startswith("**") else line.replace("*", r"\*") for line in lines]


def setup(app: object) -> None:
    """Have help texts escaped."""
    for event in ("description", "options", "arguments", "epilog"):
        app.connect(f"sphinx-click-process-{event}", _plain)

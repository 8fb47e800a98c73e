"""A page in a browser with all that it asked for and complained of."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

READY = "html[data-ready=yes]"


class Opened:
    """A page with all that it asked for and complained of."""

    def __init__(self, browser, file: Path, address: str = "", script: str = "", **context: object) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **context})
        self.page = self.context.new_page()
        if script:
            self.page.add_init_script(script)
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda said: self.problems.append(said.text))
        self.page.on("dialog", lambda dialog: self.problems.append("dialog"))
        self.page.goto(f"{file.as_uri()}{address}")
        if context.get("java_script_enabled", True):
            self.page.wait_for_selector(READY, state="attached")

    def go(self, address: str) -> None:
        self.page.evaluate(f"location.hash = {address!r}")
        self.page.wait_for_timeout(100)

    def ids(self) -> list[str]:
        return self.page.eval_on_selector_all(".row .what", "nodes => nodes.map(node => node.textContent)")


def pages_of(pdf: bytes) -> int:
    """Count page objects, in the file and in its packed object streams."""
    text = pdf
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, flags=re.S):
        try:
            text += zlib.decompress(packed)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b", text))

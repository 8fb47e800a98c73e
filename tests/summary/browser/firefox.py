"""A second engine: Firefox without a window, spoken to over WebDriver BiDi.

Source: W3C, "WebDriver BiDi" (working draft); Firefox opens the socket itself with ``--remote-debugging-port``, so
neither a driver nor a browser of its own is needed.
"""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

# nothing of the browser's own shall look for a network
PREFERENCES = """
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.safebrowsing.downloads.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.prefetch-next", false);
user_pref("services.settings.server", "data:,");
user_pref("toolkit.telemetry.enabled", false);
"""


class Firefox:
    """A running Firefox with one page; keeps what the page asked for and what its console said."""

    def __init__(self, command: str, profile: Path) -> None:
        from websockets.sync.client import connect

        (profile / "user.js").write_text(PREFERENCES, encoding="utf-8")
        line = [command, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self._process = subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        assert self._process.stderr is not None
        address = ""
        for said in self._process.stderr:
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", said)
            if found:
                address = found[1]
                break
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(f"{address}/session", max_size=None))
        self._number = 0
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.ask("session.new", capabilities={})
        events = ["log.entryAdded", "network.beforeRequestSent", "browsingContext.userPromptOpened"]
        self.ask("session.subscribe", events=events)
        self.page = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command and give its result; events that come before it are kept."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            said = json.loads(self._socket.recv(timeout=60))
            if said.get("id") == self._number:
                assert said["type"] == "success", said
                return dict(said["result"])
            self._note(said)

    def _note(self, event: dict[str, Any]) -> None:
        match event.get("method"):
            case "log.entryAdded":
                self.problems.append(str(event["params"]["text"]))
            case "network.beforeRequestSent":
                self.requests.append(str(event["params"]["request"]["url"]))
            case "browsingContext.userPromptOpened":
                self.problems.append("dialog")

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""
        self.ask("browsingContext.navigate", context=self.page, url=address, wait="complete")

    def run(self, expression: str) -> Any:
        """Give what an expression comes to in the page, as text, number or truth."""
        result = self.ask("script.evaluate", expression=expression, target={"context": self.page}, awaitPromise=True)
        assert result["type"] == "success", result
        return result["result"].get("value")

    def printed(self) -> str:
        """Give the page as PDF, in base64."""
        return str(self.ask("browsingContext.print", context=self.page, page={"width": 21.0, "height": 29.7})["data"])

    def __enter__(self) -> Firefox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.ask("browser.close")
            self._open.close()
            self._process.wait(timeout=20)
        finally:
            self._process.kill()
            self._process.wait()

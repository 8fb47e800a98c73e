"""The page without a browser: it parses, allows only itself, and lets nothing of a project through."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from archaeo.model import Identity, Release, SourceFile
from archaeo.summary import build
from archaeo.summary.formats import html
from tests.summary.projects import empty, project

_VOID = {"meta", "input", "br", "hr", "img", "link"}


class _Page(HTMLParser):
    """Elements, attributes and text of a page; complains of what is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.scripts if self.open and self.open[-1] in ("script", "style") else self.text).append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(build(project()))


def test_page_is_closed_and_has_its_landmarks(page: str) -> None:
    parsed = _Page(page)
    tags = [tag for tag, _ in parsed.elements]
    assert tags.count("main") == tags.count("header") == tags.count("footer") == 1
    assert ("html", {"lang": "en"}) in parsed.elements
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_has_its_place(page: str) -> None:
    parsed = _Page(page)
    ids = {attributes["id"] for _, attributes in parsed.elements if "id" in attributes}
    targets = {attributes["href"] for tag, attributes in parsed.elements if tag == "a"}
    within = {target[1:].partition("?")[0] for target in targets if target.startswith("#")}
    assert within <= ids
    assert not {target for target in targets if not target.startswith("#")}


def test_policy_allows_the_page_s_own_script_and_style_only(page: str) -> None:
    parsed = _Page(page)
    policy = next(a["content"] for tag, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, flags=re.S)
    assert {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline} == allowed


def test_nothing_is_fetched_and_nothing_is_inline(page: str) -> None:
    for tag, attributes in _Page(page).elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form[action]"}
        assert not {"src", "style", "action", "srcset", "background"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</title><h1>x</h1>",
    "</style><style>*{display:none}</style>",
    "<!--", "]]>", "{{ 7*7 }}", "{% raw %}", "{# x #}", "${7*7}", "<%= 7 %>",
    "\x1b]0;title\x07", "\x1b[2J", "\x9b2J", "a\x00b", "\udce9", "\u202egnp.exe", "\u2066x", "\ufeff", "\u200b",
    "&lt;script&gt;", "<base href=//evil>", "<meta http-equiv=refresh content=0>", "<a href=data:text/html,x>x</a>",
    "x" * 100_000, "\n" * 300, "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "../../etc/passwd", "a\r\nb", "[/nope]",
    "`id`", "$(id)",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> str:
    known = project()
    commits = [
        replace(commit, message=text, author=Identity(text[:200] or "x", text[:50]), changes=tuple(
            replace(change, path=text[:300].replace("\n", " ") or "x") for change in commit.changes[:1]
        ), key=f"{number:040}")
        for number, (text, commit) in enumerate(zip(HOSTILE, known.commits * 9, strict=False))
    ]  # fmt: skip
    releases = [
        Release(text[:200], commit.date, f"tag {text[:200]}", commit.key)
        for text, commit in zip(HOSTILE, commits, strict=False)
    ]
    files = [SourceFile(text[:200] + ".c", lambda text=text: text.encode("utf-8", "replace")) for text in HOSTILE]
    name = HOSTILE[1] + HOSTILE[6]
    return html.render(
        build(replace(known, name=name, commits=tuple(commits), releases=tuple(releases), files=tuple(files)))
    )


def test_hostile_text_makes_no_element(hostile: str) -> None:
    parsed = _Page(hostile)
    tags = [tag for tag, _ in parsed.elements]
    assert tags.count("title") - tags.count("svg") > 0
    assert not {"img", "base", "iframe", "object", "link"} & set(tags)
    scripts = [a for tag, a in parsed.elements if tag == "script"]
    assert [a for a in scripts if a.get("type") != "application/octet-stream"] == [{}]
    for tag, attributes in parsed.elements:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert (attributes.get("href") or "#").startswith("#"), (tag, attributes)
    assert len([tag for tag in tags if tag == "meta"]) == 5


def test_hostile_text_is_seen_but_obeyed_by_nothing(hostile: str) -> None:
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", hostile
    )
    text = "".join(_Page(hostile).text)
    assert "<script>alert(1)</script>" in text
    assert "\\u202egnp.exe" in text
    assert "{{ 7*7 }}" in text


def test_templates_never_let_text_of_a_project_through() -> None:
    folder = Path(html.__file__).parent / "_page"
    for file in folder.glob("*.j2"):
        text = file.read_text(encoding="utf-8")
        assert "safe" not in text
        assert set(re.findall(r"(\w+) \| own", text)) <= {"style", "script"}
    for file in folder.glob("*.js"):
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(['\"]|"
            r"[\"']style[\"']|fetch\(|XMLHttpRequest|import\(|localStorage",
            file.read_text(encoding="utf-8"),
        )
        assert not found, (file.name, found)


def test_empty_project_has_a_page() -> None:
    assert "<h1" in html.render(build(empty()))


def test_same_bytes_in_any_locale_zone_and_hash_order(tmp_path: Path) -> None:
    code = (
        "import hashlib\nfrom archaeo import registry\nfrom archaeo.summary import build\n"
        "from tests.summary.projects import project\n"
        "for name, plug in registry.load('archaeo.summary.formats').items():\n"
        "    made = plug.render(build(project()))\n"
        "    print(name, hashlib.sha256(made if isinstance(made, bytes) else made.encode()).hexdigest())\n"
    )
    root = Path(__file__).parents[3]
    seen = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Kolkata", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, check=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_page_that_is_too_large_is_written_as_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = build(project(content=lambda commit, path: commit.encode()))
    whole = html.files(summary)
    assert list(whole) == ["summary.html"] and whole["summary.html"] == html.render(summary)
    monkeypatch.setattr(html, "LARGEST", 1000)
    parts = html.files(summary)
    assert list(parts) == ["summary.html", *(f"data/{n}.js" for n in ("atlas", "diffs", "diff-0", "shard-0"))]
    assert re.search(r"script-src 'sha256-[^']+' 'self'; style-src", unescape(parts["summary.html"]))
    for name, text in parts.items():
        if name != "summary.html":
            assert re.fullmatch(rf'archaeoBase\.give\("{name}", "[A-Za-z0-9+/=]+"\);\n', text)
            assert f'data-from="{name}"' in parts["summary.html"]
    assert "and makes no other request" in parts["summary.html"]

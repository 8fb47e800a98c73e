"""The numbers that everything else repeats, by name."""

from __future__ import annotations

from collections import Counter

from archaeo.analyzers.chronicle import revision

from .project import Project


def facts(project: Project) -> dict[str, object]:
    """Give the facts of a project; None for what it does not tell."""
    work = project.work
    days = sorted(commit.date.date() for commit in work)
    revisions = [int(text[1:]) for text in map(revision, project.commits) if text]
    lines: Counter[str] = Counter()
    for file in project.inventory:
        if file.kind == "code":
            lines[file.language] += file.lines
    return {
        "name": project.name,
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[-1].isoformat() if days else None,
        "commits": len(project.commits),
        "changes": len(work),
        "machine_made": len(project.commits) - len(work),
        "people": len({commit.author.name for commit in work} - project.nobodies),
        "releases": len(project.versions),
        "releases_tagged": sum(version.is_tagged for version in project.versions),
        "events": len(project.events),
        "changelogs": len(project.changelogs),
        "changelog_entries": len(project.entries),
        "files": len(project.inventory),
        "code_lines": sum(lines.values()),
        "lines_by_language": dict(sorted(lines.items(), key=lambda item: (-item[1], item[0]))),
        "first_revision": min(revisions, default=None),
        "last_revision": max(revisions, default=None),
        "diagnostics": len(project.diagnostics),
    }

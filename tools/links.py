"""Checks that every relative link in the documents leads to a file, and every `#anchor` to a heading."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from house import ROOT

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The anchors that a reader of the page can jump to."""
    kept = (re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in _HEADING.findall(_FENCE.sub("", text)))
    return {re.sub(r"\s", "-", heading) for heading in kept}


def broken(page: Path) -> list[str]:
    """The links of a page that lead nowhere."""
    found = []
    for target in _LINK.findall(_FENCE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in anchors(goal.read_text())):
            found.append(target)
    return found


def main() -> int:
    """List broken links; 1 where there are any."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    lines = [f"{page.relative_to(ROOT)}: {target}" for page in sorted(pages) for target in broken(page)]
    sys.stdout.write("\n".join(lines) + ("\n" if lines else ""))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

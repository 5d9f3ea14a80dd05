"""Files stay small, templates stay without scripts, nothing is left for later."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import motcua

SOURCE = Path(motcua.__file__).parent
ROOT = SOURCE.parent.parent
LONGEST = 400
CODE = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("jinja2/**/*.html"))
LEFT_FOR_LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b")
UNSAFE = {
    "a filter that trusts text": re.compile(r"\|\s*safe\b"),
    "escaping switched off": re.compile(r"autoescape\s+false", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", re.IGNORECASE),
    "an inline style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a script attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//(?!www\.w3\.org)", re.IGNORECASE),
}
DATA_BLOCK = re.compile(r"<script[^>]*type=\"application/(?:ld\+)?json\"[^>]*>", re.IGNORECASE)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_a_file_of_code_is_short_and_finished(path):
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST, "split it by subject"
    assert not LEFT_FOR_LATER.search(text)
    assert "mark_safe" not in text, "text becomes markup only through Markup.format and templates"


def test_the_median_file_is_small():
    lengths = sorted(len(path.read_text().splitlines()) for path in CODE)
    assert lengths[len(lengths) // 2] <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_needs_no_inline_script_or_style(path):
    text = DATA_BLOCK.sub("", path.read_text())
    found = {words: match.group()[:80] for words, pattern in UNSAFE.items() if (match := pattern.search(text))}
    assert not found


def test_templates_are_found():
    assert TEMPLATES


def test_no_file_names_a_registry_or_a_machine_path():
    """The house installs from whatever index the machine is set up for."""
    forbidden = re.compile(r"\b(registry|files)\.[a-z]+\.(org|com|io)\b|\bpypi\.[a-z]+/simple|/(root|home/\w+)/")
    kinds = {".py", ".txt", ".in", ".toml", ".json", ".md", ".mjs"}
    parts = [one for one in ROOT.iterdir() if one.name not in {".venv", ".git", "node_modules", "var"}]
    paths = [path for part in parts for path in ([part] if part.is_file() else part.rglob("*"))]
    read = [path for path in paths if path.suffix in kinds or path.name == "Makefile"]
    assert ROOT / "pyproject.toml" in read
    found = [
        str(path.relative_to(ROOT))
        for path in read
        if path != Path(__file__) and forbidden.search(path.read_text(errors="replace"))
    ]
    assert not found


@pytest.mark.parametrize("name", ["LICENSE", "README.md", "Makefile", ".ci/run", "docs/status.md"])
def test_a_newcomer_finds(name):
    assert (ROOT / name).exists()

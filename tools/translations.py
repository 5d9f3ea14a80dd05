"""Message catalogues: `update` gathers the messages of code and templates, `check` tells which are not translated.

The messages are Vietnamese and need no catalogue of their own. Babel gathers them: Django's own extractor drops
plurals and keyword calls of Jinja2 without a word.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from house import ROOT

SOURCE = ROOT / "src/motcua"
LANGUAGES = ("en",)
METHODS = [
    ("**/jinja2/**.html", "jinja2"),
    ("**/jinja2/**.txt", "jinja2"),
    ("**/migrations/**.py", "ignore"),
    ("**.py", "python"),
]
OPTIONS = {"**/jinja2/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def gathered() -> Catalog:
    """All messages of the product, with their files (no line numbers: those would change with every edit)."""
    catalogue = Catalog(project="Một Cửa", charset="utf-8")
    found = extract_from_dir(
        SOURCE, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, locations=[(file, None)], auto_comments=comments, context=context)
    return catalogue


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """The catalogue of a language, empty where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language, charset="utf-8")


def faults(language: str) -> Iterator[str]:
    """Each message that lacks its translation, is marked fuzzy, or breaks its placeholders."""
    catalogue = load(language)
    for message in gathered():
        if not message.id:
            continue
        ours = catalogue.get(message.id, message.context)
        strings = ours.string if ours and isinstance(ours.string, tuple | list) else [ours.string if ours else ""]
        if ours is None or not all(strings):
            yield f"{language}: not translated: {message.id!r} ({message.locations[0][0]})"
        elif ours.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
        else:
            yield from (f"{language}: {message.id!r}: {error}" for error in ours.check(catalogue))


def update(language: str) -> None:
    """Bring the catalogue of a language up to date with the messages; translations are kept."""
    catalogue = load(language)
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
        write_po(stream, catalogue, width=120, sort_by_file=True, omit_header=False)
    Path(stream.name).replace(path)


def main() -> int:
    """`check` (1 where something is missing) or `update`."""
    if sys.argv[1:] == ["update"]:
        for language in LANGUAGES:
            update(language)
        return 0
    found = [line for language in LANGUAGES for line in faults(language)]
    sys.stdout.write("\n".join(found[:200]) + ("\n" if found else ""))
    sys.stdout.write(f"{len(found)} messages lack their translation.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""The English catalogue: gather messages from Python and Jinja2, merge, compile, check.

    .venv/bin/python tools/messages.py extract   # write build/messages.pot and say how many messages there are
    .venv/bin/python tools/messages.py update    # bring the catalogue up to date with the sources
    .venv/bin/python tools/messages.py compile   # write the .mo file that the server reads
    .venv/bin/python tools/messages.py check     # exit 1, naming each message without good English

Vietnamese is the language of the sources, so a message is its own Vietnamese text. Babel gathers them because Django's
own extractor drops the plurals of Jinja2 templates.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "motcua"
CATALOGUE = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"
LIFE_EVENTS = SOURCES / "catalog" / "vocabulary" / "life_events.toml"  # data whose words citizens read
TEMPLATE = ROOT / "build" / "messages.pot"
METHODS = [("**/assets/**", "ignore"), ("**/static/**", "ignore"), ("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
OPTIONS = {"**/jinja2/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "N_": None,  # the law knows no gettext: its sentences are marked there and translated where they are shown
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACES = re.compile(r"%\((\w+)\)[sdif]|(?<!%)%[sd]|\{(\w*)\}")


def gathered() -> Catalog:
    """Every message of the sources."""
    catalog = Catalog(project="motcua", charset="utf-8", header_comment="")
    found = extract_from_dir(str(SOURCES), method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS)
    for path, _line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalog.add(message, None, [(path, None)], auto_comments=comments, context=context)  # type: ignore[arg-type]
    for event in tomllib.loads(LIFE_EVENTS.read_text())["life_event"]:
        for text in (event["title"], event["summary"]):
            catalog.add(text, None, [(str(LIFE_EVENTS.relative_to(SOURCES)), None)])
    return catalog


def kept() -> Catalog:
    """The catalogue as it stands; an empty English one where there is none."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", project="motcua", charset="utf-8")
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en")


def merged() -> Catalog:
    """The kept translations under the messages of today's sources; nothing is guessed for a new message."""
    old, new = kept(), gathered()
    catalog = Catalog(locale="en", project="motcua", charset="utf-8", header_comment="# English catalogue of Một Cửa.")
    for message in new:
        if message.id:
            before = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            same_kind = before is not None and isinstance(before.id, str) == isinstance(message.id, str)
            words = before.string if before is not None and same_kind and not before.fuzzy else None
            catalog.add(message.id, words, message.locations, context=message.context)
    return catalog


def _texts(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _places(text: str) -> set[str]:
    return {match.group(0) for match in PLACES.finditer(text)}


def fault_of(message: Message) -> str | None:
    """What is wrong with a translation: missing, a plural form missing, or other placeholders than the source."""
    texts = _texts(message.string or "")
    wanted = 1 if isinstance(message.id, str) else 2
    if len(texts) < wanted or not all(text.strip() for text in texts):
        return "no English"
    allowed = set().union(*(_places(text) for text in _texts(message.id)))
    if any(_places(text) - allowed for text in texts) or allowed - _places(texts[-1]):
        return f"placeholders differ: {', '.join(sorted(allowed)) or 'none'} wanted"
    return None


def check() -> int:
    """Name each message of the sources that has no good English; 1 if there is one."""
    catalog = merged()
    faults = [(message, fault) for message in catalog if message.id and (fault := fault_of(message))]
    for message, fault in faults:
        where = message.locations[0][0] if message.locations else ""
        sys.stderr.write(f"{where}: {_texts(message.id)[0]!r}: {fault}\n")
    sys.stdout.write(f"{len(catalog)} messages, {len(faults)} at fault\n")
    return 1 if faults else 0


def update() -> int:
    """Write the merged catalogue; messages that left the sources leave it too."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalog = merged()
    catalog.creation_date = catalog.revision_date = kept().creation_date  # a date would change the file for nothing
    with CATALOGUE.open("wb") as stream:
        write_po(stream, catalog, width=120, sort_output=True, omit_header=False)
    return 0


def compile_all() -> int:
    """Write the .mo file beside the catalogue."""
    with CATALOGUE.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, kept())
    return 0


def extract() -> int:
    """Write the template of messages and say how many there are."""
    catalog = gathered()
    TEMPLATE.parent.mkdir(exist_ok=True)
    with TEMPLATE.open("wb") as stream:
        write_po(stream, catalog, sort_output=True)
    sys.stdout.write(f"{len(catalog)} messages\n")
    return 0


VERBS = {"extract": extract, "update": update, "compile": compile_all, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in VERBS:
        sys.stderr.write(f"usage: messages.py {'|'.join(VERBS)}\n")
        sys.exit(2)
    sys.exit(VERBS[sys.argv[1]]())

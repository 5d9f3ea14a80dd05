"""The tool that says whether the English catalogue is complete gathers all and can tell when it is not.

Whether it is complete is a check of its own of `make test`, the one place where all sources are gathered.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "messages.py"


@pytest.fixture(scope="module")
def messages():
    spec = importlib.util.spec_from_file_location("messages", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def few(messages, monkeypatch, tmp_path):
    """The tool on sources of two messages and an empty catalogue."""

    def gathered():
        catalog = Catalog(project="motcua", charset="utf-8")
        catalog.add("Vì sao?", locations=[("web/jinja2/why.html", 1)])
        catalog.add(("%(count)s giây", "%(count)s giây"), locations=[("web/formats.py", 1)])
        return catalog

    monkeypatch.setattr(messages, "gathered", gathered)
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "django.po")
    return messages


def test_messages_of_python_templates_and_the_law_are_gathered(messages, monkeypatch):
    of_two_rooms = [(f"{room}/{pattern}", method) for room in ("web", "law") for pattern, method in messages.METHODS]
    monkeypatch.setattr(messages, "METHODS", of_two_rooms)
    ids = {message.id for message in messages.gathered()}
    assert "Vì sao?" in ids  # a template
    assert "Ghi ngày như 20/11/2026." in ids  # a form
    assert "Hết hạn lúc {due}" in ids  # a sentence of the law
    plural = next(message for message in ids if isinstance(message, tuple) and "%(count)s giây" in message[0])
    assert len(plural) == 2


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Tìm", "Search"), None),
        (Message("Tìm", ""), "no English"),
        (Message("Tìm", "  "), "no English"),
        (Message("Còn %(n)s ngày", "%(n)s days left"), None),
        (Message("Còn %(n)s ngày", "Days left"), "placeholders differ: %(n)s wanted"),
        (Message("Còn %(n)s ngày", "%(m)s days left"), "placeholders differ: %(n)s wanted"),
        (Message("Hạn {due}", "Due {day}"), "placeholders differ: {due} wanted"),
        (Message(("%(n)s tệp", "%(n)s tệp"), ("one file", "%(n)s files")), None),
        (Message(("%(n)s tệp", "%(n)s tệp"), ("%(n)s file", "")), "no English"),
        (Message(("%(n)s tệp", "%(n)s tệp"), ("one file", "files")), "placeholders differ: %(n)s wanted"),
    ],
)
def test_a_bad_translation_is_named(messages, message, fault):
    assert messages.fault_of(message) == fault


def test_a_missing_message_fails_the_check(few, capsys):
    assert few.check() == 1
    assert "web/jinja2/why.html: 'Vì sao?': no English" in capsys.readouterr().err


def test_the_catalogue_keeps_what_was_translated_and_drops_what_left_the_sources(few):
    few.update()
    text = few.CATALOGUE.read_text()
    assert 'msgid "Vì sao?"\nmsgstr ""' in text
    text = text.replace('msgid "Vì sao?"\nmsgstr ""', 'msgid "Vì sao?"\nmsgstr "Why?"')
    few.CATALOGUE.write_text(text + '\nmsgid "Câu đã bỏ"\nmsgstr "Gone"\n')
    few.update()
    kept = few.kept()
    assert kept["Vì sao?"].string == "Why?"
    assert "Câu đã bỏ" not in kept
    before = few.CATALOGUE.read_text()
    few.update()
    assert few.CATALOGUE.read_text() == before

"""What a person at the terminal meets first: the list of commands, and faults told without names of classes."""

from pathlib import Path

import pytest

from motcua.config.backup.archive import BadArchive, unpack
from motcua.config.cli import Terminal


def test_help_names_each_own_command_with_what_it_is_for():
    told = Terminal(["motcua", "--help"]).main_help_text()
    lines = {line.split()[0]: line for line in told.splitlines() if line.startswith("  ")}
    assert {"announce", "backup", "catalog", "law", "paper", "restore", "review", "serve"} <= set(lines)
    assert all(len(line.split()) > 1 for line in lines.values())
    assert not {"flush", "createsuperuser", "runserver", "account_unsetmultipleprimaryemails"} & set(lines)


def test_shells_that_complete_words_still_get_every_command():
    assert "createsuperuser" in Terminal(["motcua"]).main_help_text(commands_only=True).split()


@pytest.mark.parametrize("words", [("render", "no-such", "--data", "x", "--format", "pdf", "--out", "x")])
def test_a_fault_is_told_under_the_products_name(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        Terminal(["motcua", "paper", *words]).execute()
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert told.startswith("motcua: ")
    assert "CommandError" not in told


def test_a_backup_that_is_not_there_is_called_missing(tmp_path: Path):
    with pytest.raises(BadArchive, match="Không có tệp sao lưu ở") as refused:
        unpack(tmp_path / "motcua-x.tar.gz", tmp_path / "out")
    assert "FileNotFoundError" not in str(refused.value)


def test_a_file_of_another_kind_is_no_backup(tmp_path: Path):
    other = tmp_path / "README.md"
    other.write_text("không phải tệp nén")
    with pytest.raises(BadArchive, match="không phải tệp sao lưu nguyên vẹn"):
        unpack(other, tmp_path / "out")

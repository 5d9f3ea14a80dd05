"""A backup holds everything, is checked whole before anything is touched, and comes back with its log intact."""

import gzip
import io
import json
import os
import tarfile
import time
from pathlib import Path

import pytest

from motcua.config.backup.archive import MANIFEST, BadArchive, Writer, unpack
from tests.processes import installed

pytestmark = pytest.mark.processes

WRITE = """
from motcua.access.actors import system_actor
from motcua.access.events import Event, record
from motcua.access.models import User
from motcua.access.service import service
@service(permission=None)
def add(*, actor, name):
    user = User.objects.create_user(name, password="correct horse battery")
    record(Event("access.user.created", "access.user", user.public_id))
add(actor=system_actor(), name={name!r})
"""


def write(site, name):
    site.motcua("shell", "--verbosity", "0", "-c", WRITE.format(name=name))


def users(site):
    return [name for (name,) in site.query("SELECT username FROM access_user ORDER BY id")]


def back_up(site, out):
    return json.loads(site.motcua("backup", "--out", str(out), "--json").stdout)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An installation with an account and a stored paper, and a backup of it."""
    with installed(tmp_path_factory.mktemp("filled")) as site:
        write(site, "lan")
        paper = site.home / "files" / "ab" / "abcd"
        paper.parent.mkdir(parents=True)
        paper.write_bytes(os.urandom(3_000_000))
        made = back_up(site, tmp_path_factory.mktemp("archives"))
        yield site, made


def test_an_archive_holds_everything_and_is_for_its_owner_only(filled):
    _site, made = filled
    assert Path(made["file"]).stat().st_mode & 0o777 == 0o600
    with tarfile.open(made["file"]) as tar:
        names = set(tar.getnames())
    assert {"anchor.json", "keys/secret", "keys/audit", "files/ab/abcd", MANIFEST} <= names
    assert any(name.startswith("database/") for name in names)
    assert made["bytes"] > 3_000_000


def test_it_comes_back_in_an_empty_place_with_keys_papers_and_log(filled, tmp_path):
    site, made = filled
    with installed(tmp_path, is_migrated=False) as other:
        told = json.loads(other.motcua("restore", made["file"], "--json").stdout)
        assert users(other) == users(site)
        assert told["log"]["ok"] is True
        assert told["log"]["rows"] >= 1
        assert (other.home / "keys/audit").read_text() == (site.home / "keys/audit").read_text()
        assert (other.home / "files/ab/abcd").read_bytes() == (site.home / "files/ab/abcd").read_bytes()
        write(other, "mai")
        assert users(other)[-1] == "mai", "counters go on after the highest number"
        assert json.loads(other.motcua("audit", "verify", "--json").stdout)["ok"] is True


def test_over_data_only_by_force_and_what_was_there_is_kept(filled, tmp_path):
    site, made = filled
    with installed(tmp_path) as other:
        write(other, "cu")
        refused = other.motcua("restore", made["file"], check=False)
        assert refused.returncode == 1
        assert "--force" in refused.stderr
        assert users(other) == ["cu"]
        told = json.loads(other.motcua("restore", made["file"], "--force", "--json").stdout)
        assert users(other) == users(site)
        assert (other.home / "keys/secret").read_text() == (site.home / "keys/secret").read_text()
        assert list(Path(told["kept"]).iterdir())


def test_a_changed_archive_is_refused_before_anything_is_touched(filled, tmp_path):
    _site, made = filled
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(made["file"]) as source, tarfile.open(changed, "w:gz") as target:
        for member in source:
            content = source.extractfile(member).read()
            if member.name == "keys/audit":
                content = b"x" * len(content)
            target.addfile(member, io.BytesIO(content))
    with installed(tmp_path) as other:
        write(other, "cu")
        keys = (other.home / "keys/audit").read_text()
        refused = other.motcua("restore", str(changed), "--force", check=False)
        assert refused.returncode == 1
        assert "keys/audit" in refused.stderr
        assert users(other) == ["cu"]
        assert (other.home / "keys/audit").read_text() == keys
        assert not [path.name for path in other.home.iterdir() if "restore" in path.name]


def until_workers_live(site):
    """A job worker that has shown life is what tells that the product runs; it starts once the first page answers."""
    until = time.monotonic() + 120
    while time.monotonic() < until and not site.query("SELECT count(*) FROM jobs_worker")[0][0]:
        time.sleep(0.2)


@pytest.mark.drill
def test_a_running_product_is_not_restored_over(filled, tmp_path):
    _site, made = filled
    with installed(tmp_path) as other:
        other.start()
        until_workers_live(other)
        refused = other.motcua("restore", made["file"], "--force", check=False)
        assert refused.returncode == 1
        assert "đang chạy" in refused.stderr
        archive = back_up(other, tmp_path / "while-running.tar.gz")
        assert archive["file"].endswith("while-running.tar.gz")


def archive(folder, **facts):
    """A small archive with one member."""
    (folder / "a").write_text("một")
    writer = Writer(folder / "x.tar.gz", facts)
    writer.add("a", folder / "a")
    writer.close(folder)
    return folder / "x.tar.gz"


def test_what_was_packed_is_unpacked(tmp_path):
    path = archive(tmp_path, product="1")
    goal = tmp_path / "goal"
    assert unpack(path, goal)["product"] == "1"
    assert (goal / "a").read_text() == "một"


def _cut(path):
    path.write_bytes(path.read_bytes()[:-200])


def _no_archive(path):
    path.write_bytes(b"hello")


def _no_tar(path):
    path.write_bytes(gzip.compress(b"hello"))


def _one_more(path):
    with tarfile.open(path) as tar:
        kept = [(member, tar.extractfile(member).read()) for member in tar]
    with tarfile.open(path, "w:gz") as tar:
        for member, content in [*kept, (tarfile.TarInfo("b"), b"")]:
            tar.addfile(member, io.BytesIO(content))


def _outside(path):
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../outside"))


@pytest.mark.parametrize("harm", [_cut, _no_archive, _no_tar, _one_more, _outside])
def test_a_harmed_archive_is_told(tmp_path, harm):
    path = archive(tmp_path)
    harm(path)
    with pytest.raises(BadArchive):
        unpack(path, tmp_path / "goal")
    assert not (tmp_path / "outside").exists()


def test_an_archive_of_a_later_form_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("motcua.config.backup.archive.FORMAT", 99)
    path = archive(tmp_path)
    monkeypatch.undo()
    with pytest.raises(BadArchive, match="mới hơn"):
        unpack(path, tmp_path / "goal")

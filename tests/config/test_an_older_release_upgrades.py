"""A seeded province of each earlier release, as it was backed up then, comes up under this one with nothing lost.

`tests/config/releases/<version>/` holds the backups: made by that release with `motcua seed run` and `motcua backup`.
"""

import json
import os
import tarfile
from pathlib import Path

import pytest

from tests.processes import installed

pytestmark = pytest.mark.processes

RELEASES = sorted(path for path in (Path(__file__).parent / "releases").iterdir() if path.is_dir())
COUNTED = ("access_user", "organisation_unit", "catalog_procedure", "catalog_procedureversion", "catalog_component")


def kind():
    return "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def rows(site, table):
    return site.query(f"SELECT count(*) FROM {table}")[0][0]


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_seeded_province_of_an_earlier_release_comes_up_whole(release, tmp_path):
    archive = release / f"{kind()}.tar"
    with tarfile.open(archive) as tar:
        older = [row for row in tar.getnames() if row.startswith("database/")]
    assert older
    with installed(tmp_path, is_migrated=False) as site:
        told = json.loads(site.motcua("restore", str(archive), "--json").stdout)
        assert told["log"]["ok"] is True
        assert told["log"]["rows"] > 100
        counts = {table: rows(site, table) for table in COUNTED}
        assert counts["catalog_procedure"] >= 150, counts
        assert all(counts.values()), counts
        assert "No planned migration operations" in site.motcua("migrate", "--plan").stdout
        site.motcua("seed", "run")
        assert {table: rows(site, table) for table in COUNTED} == counts, "a second seed adds nothing"
        found = json.loads(site.motcua("catalog", "search", "khai sinh", "--limit", "1", "--json").stdout)
        assert found[0]["code"]
        assert json.loads(site.motcua("audit", "verify", "--json").stdout)["ok"] is True

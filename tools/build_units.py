"""Builds the compact tables of administrative units that the organisation room ships.

Reads the three open tables named in `src/motcua/organisation/seed/NOTICE.txt` and writes `units-before.csv.gz`,
`units-after.csv.gz` and `mapping.csv.gz` beside it. Same input, same bytes: the archives carry no time of day.

    python tools/build_units.py --before B.csv --after A.csv --mapping M.csv --legacy-db dataset.db
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "motcua" / "organisation" / "seed"

KINDS: tuple[tuple[str, str, str], ...] = (
    # tier, first words of the name, kind
    ("province", "Thành phố", "central_city"),
    ("province", "Tỉnh", "province"),
    ("district", "Thành phố", "provincial_city"),
    ("district", "Thị xã", "town"),
    ("district", "Quận", "urban_district"),
    ("district", "Huyện", "rural_district"),
    ("commune", "Thị trấn", "township"),
    ("commune", "Đặc khu", "special_zone"),
    ("commune", "Phường", "ward"),
    ("commune", "Xã", "commune"),
)

Row = dict[str, str]


def kind_of(tier: str, name: str) -> str:
    """Return the kind that the first words of a unit's name state; raises ValueError for a name outside the table."""
    for known_tier, words, kind in KINDS:
        if tier == known_tier and name.startswith(words + " "):
            return kind
    raise ValueError(f"no kind for {tier} {name!r}")


def fold(name: str) -> str:
    """Return the letters of a name without marks, case, blanks and hyphens: equal folds are one name, two spellings."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain.lower() if c.isalnum() and not unicodedata.combining(c))


def read_csv(path: Path) -> list[Row]:
    """Return the rows of one source table, texts in NFC with single blanks."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [
            {key: " ".join(unicodedata.normalize("NFC", value).split()) for key, value in row.items()}
            for row in csv.DictReader(handle)
        ]


def other_spellings(mapping: Iterable[Row]) -> dict[tuple[str, str], str]:
    """Return (tier, code) → name as the mapping's source writes the old units."""
    names: dict[tuple[str, str], str] = {}
    for row in mapping:
        names["commune", row["ma_xa_cu"]] = row["ten_xa_cu"]
        names["district", row["ma_huyen_cu"]] = row["ten_huyen_cu"]
        names["province", row["ma_tinh_cu"]] = row["ten_tinh_cu"]
    return names


def island_districts(database: Path) -> list[tuple[str, str, str]]:
    """Return (code, name, province code) of the districts that had no commune, which the commune table cannot show."""
    with sqlite3.connect(database) as connection:
        return list(
            connection.execute(
                "select districtCode, district, provinceCode from admin_units_legacy "
                "where ward is null order by districtCode"
            )
        )


def before_rows(
    table: Sequence[Row], also: dict[tuple[str, str], str], islands: Sequence[tuple[str, str, str]]
) -> list[list[str]]:
    """Return the units of 30 June 2025; `also` holds the other source's name only where it really differs."""
    units: dict[tuple[str, str], tuple[str, str]] = {}
    for row in table:
        units["province", row["ma_tinh"]] = (row["ten_tinh"], "")
        units["district", row["ma_huyen"]] = (row["ten_huyen"], row["ma_tinh"])
        units["commune", row["ma_xa"]] = (row["ten_xa"], row["ma_huyen"])
    for code, name, province in islands:
        units["district", code] = (name, province)
    rows = []
    for (tier, code), (name, parent) in units.items():
        other = also.get((tier, code), name)
        rows.append([tier, code, kind_of(tier, name), name, parent, other if fold(other) != fold(name) else ""])
    return in_order(rows)


def after_rows(table: Sequence[Row]) -> list[list[str]]:
    """Return tier, code, kind, name, parent, area (km², empty where unknown or 0) of every unit since 1 July 2025."""
    units: dict[tuple[str, str], list[str]] = {}
    for row in table:
        province = row["ten_tinh"]
        units["province", row["ma_tinh"]] = [
            "province",
            row["ma_tinh"],
            kind_of("province", province),
            province,
            "",
            "",
        ]
        units["commune", row["ma_xa"]] = [
            "commune", row["ma_xa"], kind_of("commune", row["ten_xa"]), row["ten_xa"], row["ma_tinh"],
            row["dien_tich_km2"] if float(row["dien_tich_km2"] or 0) > 0 else "",
        ]  # fmt: skip
    return in_order(list(units.values()))


def mapping_rows(
    table: Sequence[Row], after: Sequence[Row], islands: Sequence[tuple[str, str, str]]
) -> list[list[str]]:
    """Return old tier, old code, new code, kind (whole, split), default (1 for the heir asked first) of every step."""
    rows = [
        ["commune", row["ma_xa_cu"], row["ma_xa_moi"], "whole" if row["kieu"] == "nguyen" else "split",
         "1" if row["kieu"] == "nguyen" or row["mac_dinh"] == "x" else "0"]
        for row in table
    ]  # fmt: skip
    zones = {fold(row["ten_xa"].removeprefix("Đặc khu ")): row["ma_xa"] for row in after if row["loai"] == "Đặc khu"}
    for code, name, _province in islands:
        rows.append(["district", code, zones[fold(name.removeprefix("Huyện "))], "whole", "1"])
    return sorted(rows)


def in_order(rows: list[list[str]]) -> list[list[str]]:
    """Return rows with provinces first, then districts, then communes, each by code."""
    rank = {"province": 0, "district": 1, "commune": 2}
    return sorted(rows, key=lambda row: (rank[row[0]], row[1]))


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write one table as a gzip that is the same bytes for the same rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0))


def main() -> None:
    """Read the tables named on the command line and write the three archives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("before", "after", "mapping", "legacy-db"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    before, after, mapping = read_csv(options.before), read_csv(options.after), read_csv(options.mapping)
    islands = island_districts(options.legacy_db)
    write(
        options.out / "units-before.csv.gz",
        ("tier", "code", "kind", "name", "parent", "also"),
        before_rows(before, other_spellings(mapping), islands),
    )
    write(
        options.out / "units-after.csv.gz",
        ("tier", "code", "kind", "name", "parent", "area_km2"),
        after_rows(after),
    )
    write(
        options.out / "mapping.csv.gz",
        ("old_tier", "old_code", "new_code", "kind", "default"),
        mapping_rows(mapping, after, islands),
    )


if __name__ == "__main__":
    main()

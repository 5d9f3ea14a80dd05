"""The units that the product ships: administrative units before and after 1 July 2025, and a province's departments.

Readers only: no database, no Django. A caller that stores the rows decides about identities; see README.md for the
columns and the traps of the tables.
"""

from motcua.organisation.seed.departments import (
    CommuneUnitRule,
    DepartmentRow,
    commune_units,
    known_province,
    read_commune_rules,
    read_departments,
    usual_departments,
)
from motcua.organisation.seed.units import (
    MappingRow,
    UnitRow,
    province_successors,
    read_mapping,
    read_units_after,
    read_units_before,
)
from motcua.organisation.seed.vocabulary import (
    CodeList,
    FocalDuty,
    Kind,
    Tier,
    province_merger,
    read_code_lists,
    read_focal_duties,
    read_kinds,
    read_tiers,
)

__all__ = [
    "CodeList",
    "CommuneUnitRule",
    "DepartmentRow",
    "FocalDuty",
    "Kind",
    "MappingRow",
    "Tier",
    "UnitRow",
    "commune_units",
    "known_province",
    "province_merger",
    "province_successors",
    "read_code_lists",
    "read_commune_rules",
    "read_departments",
    "read_focal_duties",
    "read_kinds",
    "read_mapping",
    "read_tiers",
    "read_units_after",
    "read_units_before",
    "usual_departments",
]

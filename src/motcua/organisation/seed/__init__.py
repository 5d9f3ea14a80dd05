"""The units that the product ships: administrative units before and after 1 July 2025, and a province's departments.

Readers only: no database, no Django. A caller that stores the rows decides about identities; see README.md for the
columns and the traps of the tables.
"""

from motcua.organisation.seed.departments import (
    CommuneUnitRule,
    DepartmentRow,
    commune_units,
    read_commune_rules,
    read_departments,
)
from motcua.organisation.seed.units import (
    MappingRow,
    UnitRow,
    province_successors,
    read_mapping,
    read_units_after,
    read_units_before,
)
from motcua.organisation.seed.vocabulary import CodeList, Kind, Tier, read_code_lists, read_kinds, read_tiers

__all__ = [
    "CodeList",
    "CommuneUnitRule",
    "DepartmentRow",
    "Kind",
    "MappingRow",
    "Tier",
    "UnitRow",
    "commune_units",
    "province_successors",
    "read_code_lists",
    "read_commune_rules",
    "read_departments",
    "read_kinds",
    "read_mapping",
    "read_tiers",
    "read_units_after",
    "read_units_before",
]

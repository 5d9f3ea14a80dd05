"""What the catalogue keeps: procedures, their versions and parts, the province's layer, imports and findings."""

from motcua.catalog.models.findings import Finding, FindingState, Normalisation, Severity
from motcua.catalog.models.imports import ImportBatch, ImportItem, ImportState, Outcome
from motcua.catalog.models.layer import ProvincialLayer
from motcua.catalog.models.parts import (
    AgencyLine,
    AgencyRole,
    Channel,
    ChannelKind,
    Component,
    ComponentKind,
    LegalBasis,
    LimitUnit,
    ProcedureCase,
    ResultLine,
    SubjectLine,
    TierLine,
)
from motcua.catalog.models.procedures import Field, Origin, Procedure, ProcedureVersion, VersionState
from motcua.catalog.models.state import CatalogState
from motcua.catalog.models.vocabulary import Synonym, WordKind

__all__ = [
    "AgencyLine",
    "AgencyRole",
    "CatalogState",
    "Channel",
    "ChannelKind",
    "Component",
    "ComponentKind",
    "Field",
    "Finding",
    "FindingState",
    "ImportBatch",
    "ImportItem",
    "ImportState",
    "LegalBasis",
    "LimitUnit",
    "Normalisation",
    "Origin",
    "Outcome",
    "Procedure",
    "ProcedureCase",
    "ProcedureVersion",
    "ProvincialLayer",
    "ResultLine",
    "Severity",
    "SubjectLine",
    "Synonym",
    "TierLine",
    "VersionState",
    "WordKind",
]

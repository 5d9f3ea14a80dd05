"""Units and their history, the people in them, the officers in charge of procedure control, powers passed on, seals."""

from motcua.organisation.models.asof import UnitOn
from motcua.organisation.models.delegation import (
    Decentralisation,
    Delegation,
    DelegationKind,
    Power,
    PowerScope,
)
from motcua.organisation.models.focal import FocalAppointment, FocalDuty, FocalReminder, ReminderReason
from motcua.organisation.models.people import Position
from motcua.organisation.models.period import Confidence, Period, PeriodQuerySet
from motcua.organisation.models.province import ProvinceSetting
from motcua.organisation.models.seal_uses import SealUse
from motcua.organisation.models.seals import Seal, SealCustody, SealKind
from motcua.organisation.models.units import TreeRow, Unit, UnitCode, UnitPeriod, UnitSuccession
from motcua.organisation.models.vocabulary import CodeList, Tier, UnitKind

__all__ = [
    "CodeList",
    "Confidence",
    "Decentralisation",
    "Delegation",
    "DelegationKind",
    "FocalAppointment",
    "FocalDuty",
    "FocalReminder",
    "Period",
    "PeriodQuerySet",
    "Position",
    "Power",
    "PowerScope",
    "ProvinceSetting",
    "ReminderReason",
    "Seal",
    "SealCustody",
    "SealKind",
    "SealUse",
    "Tier",
    "TreeRow",
    "Unit",
    "UnitCode",
    "UnitKind",
    "UnitOn",
    "UnitPeriod",
    "UnitSuccession",
]

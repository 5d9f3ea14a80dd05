"""A procedure as a row of a list: what the columns "time, place, fee, legal basis" say, from version and layer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from motcua.catalog.models import AgencyRole, Channel, LegalBasis, LimitUnit, ProcedureVersion, ProvincialLayer

_ROLES = (AgencyRole.EXECUTING, AgencyRole.AUTHORITY)


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of one row; each may be empty where neither source nor province says it."""

    time_limit: str = ""
    place: str = ""
    fee: str = ""
    legal_basis: str = ""


NOTHING = Cells()


def cells_of(version_ids: Collection[int], day: date) -> dict[int, Cells]:
    """By version id: the texts of its row on a day (five statements, however many versions)."""
    versions = ProcedureVersion.objects.filter(pk__in=version_ids).only("id", "procedure_id", "receiving_address")
    rows = versions.prefetch_related(
        Prefetch("channels", Channel.objects.order_by("ordinal").only("procedure_version_id", "time_text", "fee_text")),
        Prefetch("legal_basis", LegalBasis.objects.order_by("ordinal").only("procedure_version_id", "number")),
        "agencies",
    )
    found = list(rows)
    layers = _layers({version.procedure_id for version in found}, day)
    return {version.pk: _cells(version, layers.get(version.procedure_id)) for version in found}


def _layers(procedures: Collection[int], day: date) -> Mapping[int, ProvincialLayer]:
    open_end = Q(effective_to__isnull=True) | Q(effective_to__gt=day)
    rows = ProvincialLayer.objects.filter(open_end, procedure__in=procedures, effective_from__lte=day)
    return {layer.procedure_id: layer for layer in rows}


def _cells(version: ProcedureVersion, layer: ProvincialLayer | None) -> Cells:
    channels = list(version.channels.all())
    agencies = [agency.name for agency in version.agencies.all() if agency.role in _ROLES]
    shortened = _limit(layer) if layer else ""
    return Cells(
        time_limit=shortened or _once(channel.time_text for channel in channels),
        place=(layer.receiving_desk if layer else "") or version.receiving_address or _once(agencies),
        fee=(layer.fee_text if layer else "") or _once(channel.fee_text for channel in channels),
        legal_basis=_once(basis.number for basis in version.legal_basis.all()),
    )


def _limit(layer: ProvincialLayer) -> str:
    if layer.limit_value is None:
        return ""
    amount = f"{layer.limit_value.normalize():f}".replace(".", ",")
    return f"{amount} {LimitUnit(layer.limit_unit).label}"


def _once(texts: Iterable[str]) -> str:
    """Texts joined, each said once, in order."""
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))

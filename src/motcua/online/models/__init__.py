"""Tables of the room: the register of services in force, targets with the facts they are held against, the roadmap."""

from motcua.online.models.documents import DocumentFile, DocumentSet
from motcua.online.models.measures import Indicator, Target, UsageFact
from motcua.online.models.roadmap import Cause, RoadmapEntry
from motcua.online.models.services import (
    OnlineService,
    PartialKind,
    ServiceQuerySet,
    Suspension,
    covering,
)

__all__ = [
    "Cause",
    "DocumentFile",
    "DocumentSet",
    "Indicator",
    "OnlineService",
    "PartialKind",
    "RoadmapEntry",
    "ServiceQuerySet",
    "Suspension",
    "Target",
    "UsageFact",
    "covering",
]

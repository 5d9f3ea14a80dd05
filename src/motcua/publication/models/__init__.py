"""What the room keeps: decisions of announcement with their lines, acts of making public, lists as annexes."""

from motcua.publication.models.annexes import AnnexState, ListAnnex
from motcua.publication.models.decisions import (
    ANNOUNCED_ONCE,
    AnnouncementDecision,
    DecisionKind,
    DecisionState,
)
from motcua.publication.models.lines import AnnouncedLine, LineKind
from motcua.publication.models.places import Place, Publication

__all__ = [
    "ANNOUNCED_ONCE",
    "AnnexState",
    "AnnouncedLine",
    "AnnouncementDecision",
    "DecisionKind",
    "DecisionState",
    "LineKind",
    "ListAnnex",
    "Place",
    "Publication",
]

"""Tables of the room `followup`."""

from motcua.followup.models.announcements import (
    AnnouncementSource,
    MinistryAnnouncement,
    MinistryLine,
    MinistryLineKind,
)
from motcua.followup.models.mapping import FieldDepartment, MappingState
from motcua.followup.models.processes import InternalProcessNote, NoteSource
from motcua.followup.models.tasks import FollowReminder, FollowStep, FollowTask, StepKind, TaskState

__all__ = [
    "AnnouncementSource",
    "FieldDepartment",
    "FollowReminder",
    "FollowStep",
    "FollowTask",
    "InternalProcessNote",
    "MappingState",
    "MinistryAnnouncement",
    "MinistryLine",
    "MinistryLineKind",
    "NoteSource",
    "StepKind",
    "TaskState",
]

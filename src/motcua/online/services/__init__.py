"""Every write of the room; other rooms write decided services by `record_decided`."""

from motcua.online.services.changing import (
    end_service,
    launch_services,
    resume_service,
    suspend_service,
    withdraw_service,
)
from motcua.online.services.documents import make_documents
from motcua.online.services.planning import change_entry, drop_entry, plan_entries
from motcua.online.services.recording import record_decided, record_service
from motcua.online.services.targets import change_target, end_target, set_target
from motcua.online.services.usage import record_usage

__all__ = [
    "change_entry",
    "change_target",
    "drop_entry",
    "end_service",
    "end_target",
    "launch_services",
    "make_documents",
    "plan_entries",
    "record_decided",
    "record_service",
    "record_usage",
    "resume_service",
    "set_target",
    "suspend_service",
    "withdraw_service",
]

"""What the room keeps: official documents, registers of numbers, what was sent, what the document system answered."""

from motcua.papers.models.papers import LIVE, SIGNED_ONCE, Paper, PaperState
from motcua.papers.models.registers import Register, RegisterEntry, RegisterKind, RegisterSource
from motcua.papers.models.sending import Dispatch, Submission, SubmissionState

__all__ = [
    "LIVE",
    "SIGNED_ONCE",
    "Dispatch",
    "Paper",
    "PaperState",
    "Register",
    "RegisterEntry",
    "RegisterKind",
    "RegisterSource",
    "Submission",
    "SubmissionState",
]

"""Every write to official documents: drafts, signature, numbers, sending, recalling, replacing."""

from motcua.papers.services.afterlife import recall_paper, replace_paper
from motcua.papers.services.drafting import change_paper, make_paper
from motcua.papers.services.numbering import close_register, number_paper, open_register, take_number
from motcua.papers.services.sending import note_received, send_paper
from motcua.papers.services.signature import SignedCopy, record_signed, return_paper, submit_paper

__all__ = [
    "SignedCopy",
    "change_paper",
    "close_register",
    "make_paper",
    "note_received",
    "number_paper",
    "open_register",
    "recall_paper",
    "record_signed",
    "replace_paper",
    "return_paper",
    "send_paper",
    "submit_paper",
    "take_number",
]

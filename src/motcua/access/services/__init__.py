"""Every write about accounts: making and locking them, passwords, second factors, tokens, signing in."""

from motcua.access.services.accounts import (
    activate_account,
    change_account,
    create_account,
    deactivate_account,
    end_sessions,
    ensure_account,
)
from motcua.access.services.factors import note_factor, remove_factors, seed_authenticator
from motcua.access.services.passwords import (
    issue_password_link,
    note_password_changed,
    set_first_password,
    set_password_by_link,
)
from motcua.access.services.sign_in import (
    note_identity_linked,
    note_locked_out,
    note_sign_in_failed,
    note_signed_in,
    note_signed_out,
)
from motcua.access.services.tokens import create_token, revoke_token
from motcua.access.services.upkeep import forget_expired

__all__ = [
    "activate_account",
    "change_account",
    "create_account",
    "create_token",
    "deactivate_account",
    "end_sessions",
    "ensure_account",
    "forget_expired",
    "issue_password_link",
    "note_factor",
    "note_identity_linked",
    "note_locked_out",
    "note_password_changed",
    "note_sign_in_failed",
    "note_signed_in",
    "note_signed_out",
    "remove_factors",
    "revoke_token",
    "seed_authenticator",
    "set_first_password",
    "set_password_by_link",
]

"""Accounts and the keys by which one gets in."""

from motcua.access.models.keys import ApiToken, ApiTokenQuerySet, OnceKey, PasswordLink, Throttle, UsedCode
from motcua.access.models.users import User, UserKind, UserQuerySet

__all__ = [
    "ApiToken",
    "ApiTokenQuerySet",
    "OnceKey",
    "PasswordLink",
    "Throttle",
    "UsedCode",
    "User",
    "UserKind",
    "UserQuerySet",
]

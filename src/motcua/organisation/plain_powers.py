"""Powers and seals as plain values, for the terminal and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from motcua.organisation.models import Decentralisation, Delegation, Seal
from motcua.organisation.powers import nature_of, troubles
from motcua.organisation.selectors import today_names

Plain = dict[str, Any]


def power_dicts(rows: Sequence[Delegation | Decentralisation], day: date) -> list[Plain]:
    """Powers with the names of their parties, their state and what troubles them; a fixed number of statements."""
    names = today_names({unit for row in rows for unit in (row.giver_id, row.receiver_id)})
    found = troubles(rows, day)
    return [_power(row, names, found.get(row.public_id, []), day) for row in rows]


def _power(row: Delegation | Decentralisation, names: dict[int, str], trouble: list[str], day: date) -> Plain:
    return {
        "id": row.public_id,
        "nature": nature_of(row),
        "kind": row.kind if isinstance(row, Delegation) else None,
        "giver": {"name": names.get(row.giver_id), "title": row.giver_title or None},
        "receiver": {"name": names.get(row.receiver_id), "title": row.receiver_title or None},
        "signature_mark": row.signature_mark,
        "subject": row.subject,
        "legal_ground": row.legal_ground,
        "opinion": {"number": row.opinion_no, "date": row.opinion_on, "text": row.opinion} if row.has_opinion else None,
        "decision": {"number": row.decision_no, "date": row.signed_on, "signer": row.signer},
        "from": row.valid_from,
        "to": row.valid_to,
        "review_due": row.review_due,
        "revoked": {"on": row.revoked_on, "reason": row.revoke_reason} if row.revoked_on else None,
        "state": row.state_on(day),
        "troubles": trouble,
        "version": row.version,
    }


def power_dict(row: Delegation | Decentralisation, day: date) -> Plain:
    """One power with the codes of its procedures."""
    return {**power_dicts([row], day)[0], "procedures": [scope.code for scope in row.scopes.all()]}


def seal_dicts(rows: Sequence[Seal]) -> list[Plain]:
    """Seals with their keepers over time (rows of `powers.seal_rows`)."""
    names = today_names({unit for row in rows for unit in (row.unit_id, row.kept_at_id) if unit})
    return [
        {
            "id": row.public_id,
            "unit": names.get(row.unit_id),
            "kind": row.kind,
            "symbol": row.symbol,
            "kept_at": names.get(row.kept_at_id) if row.kept_at_id else None,
            "instrument": row.instrument,
            "registered_no": row.registered_no or None,
            "from": row.valid_from,
            "to": row.valid_to,
            "withdrawn_reason": row.withdrawn_reason or None,
            "keepers": [
                {"holder": one.holder, "title": one.title, "minutes": one.minutes, "from": one.valid_from,
                 "to": one.valid_to}
                for one in row.custody.all()
            ],
            "version": row.version,
        }
        for row in rows
    ]  # fmt: skip

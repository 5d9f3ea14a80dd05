"""`motcua powers …`: delegations, decentralisations and seals from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.commands import RoomCommand, a_day
from motcua.organisation import plain_powers, powers, terminal_seal_uses
from motcua.organisation.models import Decentralisation, Delegation, DelegationKind, Seal, SealKind
from motcua.organisation.selectors import find_unit
from motcua.organisation.services.powers import (
    PowerContent,
    record_decentralisation,
    record_delegation,
    review_power,
    revoke_power,
)
from motcua.organisation.services.seals import Keeper, SealContent, hand_over_seal, register_seal, withdraw_seal
from motcua.web.faults import UserError

TEXTS = ("subject", "legal-ground", "decision-no", "signer")
MORE = ("giver-title", "receiver-title", "opinion-no", "opinion")


class Command(RoomCommand):
    """Powers and seals from the terminal."""

    help = "Phân cấp, ủy quyền, con dấu"
    verbs = {
        "list": "delegations, or with --lasting decentralisations",
        "coming": "those whose review or end is near or past",
        "show": "one of them with its procedures",
        "record": "record one; a decentralisation without --kind",
        "review": "keep one after its review",
        "revoke": "end one early",
        "seals": "the register of seals",
        "seal": "enter a seal",
        "seal-hand-over": "give a seal to another keeper",
        "seal-withdraw": "take a seal out of use",
        "seal-uses": "the log of uses of seals",
        "seal-use": "enter that a document was sealed",
        "seal-use-reverse": "take a row of the log back by another row",
    }

    def arguments_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lasting", action="store_true")
        parser.add_argument("--state", default="", choices=["", "in_force", "review", "revoked", "ended"])
        parser.add_argument("--limit", type=int, default=1000)

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    def arguments_record(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="+", metavar="CODE")
        parser.add_argument("--kind", choices=DelegationKind.values)
        for name in ("giver", "receiver", *TEXTS):
            parser.add_argument(f"--{name}", required=True)
        for name in MORE:
            parser.add_argument(f"--{name}", default="")
        for name in ("signed-on", "valid-from", "review-due"):
            parser.add_argument(f"--{name}", type=a_day, required=True, metavar="DATE")
        for name in ("valid-to", "opinion-on"):
            parser.add_argument(f"--{name}", type=a_day, metavar="DATE")

    def arguments_review(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--next-due", type=a_day, required=True, metavar="DATE")
        parser.add_argument("--note", required=True)

    def arguments_revoke(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--day", type=a_day, required=True, metavar="DATE")
        parser.add_argument("--reason", required=True)

    def arguments_seal(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", choices=SealKind.values, required=True)
        for name in ("unit", "symbol", "instrument"):
            parser.add_argument(f"--{name}", required=True)
        for name in ("kept-at", "registered-no", "holder", "title", "minutes"):
            parser.add_argument(f"--{name}", default="")
        parser.add_argument("--day", type=a_day, required=True, metavar="DATE")

    def arguments_seal_hand_over(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--day", type=a_day, required=True, metavar="DATE")
        parser.add_argument("--holder", required=True)
        parser.add_argument("--minutes", required=True)
        parser.add_argument("--title", default="")

    arguments_seal_withdraw = arguments_revoke

    def arguments_seal_uses(self, parser: ArgumentParser) -> None:
        terminal_seal_uses.arguments_list(parser)

    def arguments_seal_use(self, parser: ArgumentParser) -> None:
        terminal_seal_uses.arguments_new(parser)

    def arguments_seal_use_reverse(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--reason", required=True)

    @staticmethod
    def _power(actor: Actor, public_id: str) -> Delegation | Decentralisation:
        row = powers.power_by_id(public_id, actor)
        if row is None:
            raise UserError("unknown-power", f"Không có phân cấp, ủy quyền “{public_id}”.", status=404)
        return row

    @staticmethod
    def _seal(actor: Actor, public_id: str) -> Seal:
        row = powers.seal_by_id(public_id, actor)
        if row is None:
            raise UserError("unknown-seal", f"Không có con dấu “{public_id}”.", status=404)
        return row

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        actor, day, wanted = self.acting(given), timezone.localdate(), powers.Wanted(state=given.state)
        rows: list[Delegation | Decentralisation]
        if given.lasting:
            rows = list(powers.decentralisation_rows(actor, day, wanted)[: given.limit])
        else:
            rows = list(powers.delegation_rows(actor, day, wanted)[: given.limit])
        return plain_powers.power_dicts(rows, day)

    def verb_coming(self, given: Namespace) -> list[dict[str, Any]]:
        day = timezone.localdate()
        return plain_powers.power_dicts(powers.coming_up(self.acting(given), day), day)

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        return plain_powers.power_dict(self._power(self.acting(given), given.id), timezone.localdate())

    def verb_record(self, given: Namespace) -> dict[str, Any]:
        actor, today = self.acting(given), timezone.localdate()
        names = [name.replace("-", "_") for name in (*TEXTS, *MORE, "signed-on", "valid-from", "review-due", "valid-to",
                                                     "opinion-on")]  # fmt: skip
        content = PowerContent(
            giver=find_unit(given.giver, today),
            receiver=find_unit(given.receiver, today),
            **{name: getattr(given, name) for name in names},
        )
        row: Delegation | Decentralisation
        if given.kind:
            kind = DelegationKind(given.kind)
            row = record_delegation(actor=actor, kind=kind, content=content, codes=given.codes)
        else:
            row = record_decentralisation(actor=actor, content=content, codes=given.codes)
        return plain_powers.power_dict(row, today)

    def verb_review(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._power(actor, given.id)
        review_power(actor=actor, power=row, next_due=given.next_due, note=given.note, version=row.version)
        return plain_powers.power_dict(row, timezone.localdate())

    def verb_revoke(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._power(actor, given.id)
        revoke_power(actor=actor, power=row, day=given.day, reason=given.reason, version=row.version)
        return plain_powers.power_dict(row, timezone.localdate())

    def verb_seals(self, given: Namespace) -> list[dict[str, Any]]:
        return plain_powers.seal_dicts(list(powers.seal_rows(self.acting(given), timezone.localdate())))

    def verb_seal(self, given: Namespace) -> dict[str, Any]:
        actor, today = self.acting(given), timezone.localdate()
        content = SealContent(
            unit=find_unit(given.unit, today),
            kind=SealKind(given.kind),
            symbol=given.symbol,
            instrument=given.instrument,
            day=given.day,
            kept_at=find_unit(given.kept_at, today) if given.kept_at else None,
            registered_no=given.registered_no,
        )
        keeper = Keeper(given.holder, given.minutes, given.title) if given.holder else None
        row = register_seal(actor=actor, content=content, keeper=keeper)
        return plain_powers.seal_dicts([self._seal(actor, row.public_id)])[0]

    def verb_seal_hand_over(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row, keeper = self._seal(actor, given.id), Keeper(given.holder, given.minutes, given.title)
        hand_over_seal(actor=actor, seal=row, keeper=keeper, day=given.day, version=row.version)
        return plain_powers.seal_dicts([self._seal(actor, given.id)])[0]

    def verb_seal_withdraw(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._seal(actor, given.id)
        withdraw_seal(actor=actor, seal=row, day=given.day, reason=given.reason, version=row.version)
        return plain_powers.seal_dicts([self._seal(actor, given.id)])[0]

    def verb_seal_uses(self, given: Namespace) -> list[dict[str, Any]]:
        actor = self.acting(given)
        return terminal_seal_uses.listed(actor, given, self._seal(actor, given.seal) if given.seal else None)

    def verb_seal_use(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        return terminal_seal_uses.entered(actor, given, self._seal(actor, given.id))

    def verb_seal_use_reverse(self, given: Namespace) -> dict[str, Any]:
        return terminal_seal_uses.taken_back(self.acting(given), given)

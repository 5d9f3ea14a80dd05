"""Powers passed on: delegation (ủy quyền, limited, signed TUQ.), decentralisation (phân cấp, lasting, own name)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.organisation.models.period import Period, PeriodQuerySet, Row_co
from motcua.organisation.models.units import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class DelegationKind(models.TextChoices):
    """Who delegates to whom; a delegate never delegates further."""

    COMMITTEE_TO_DEPARTMENT = "committee_to_department", _("Ủy ban nhân dân ủy quyền cho cơ quan chuyên môn")
    CHAIR_TO_HEAD = "chair_to_head", _("Chủ tịch Ủy ban nhân dân ủy quyền cho Thủ trưởng cơ quan chuyên môn")
    HEAD_TO_DEPUTY = "head_to_deputy", _("Thủ trưởng cơ quan ủy quyền cho cấp phó hoặc trưởng phòng, đơn vị trực thuộc")


class PowerQuerySet(PeriodQuerySet[Row_co]):
    """Who may sign what is for the administration; what is published of it stands on the procedure's page."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `organisation.view`."""
        return self.all() if actor.may("organisation.view") else self.none()


class Power(Period):
    """The base of both: parties, ground, the justice department's opinion, instrument, period, review, revocation.

    `valid_to` is the end that holds, moved forward by a revocation; `planned_to` is the end that the instrument set.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    giver = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("bên giao"))
    giver_title = models.CharField(_("chức danh bên giao"), max_length=200, blank=True)
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("bên nhận"))
    receiver_title = models.CharField(_("chức danh bên nhận"), max_length=200, blank=True)
    subject = models.CharField(_("nội dung được giao"), max_length=1000)
    legal_ground = models.CharField(_("căn cứ pháp lý"), max_length=1000)
    opinion_no = models.CharField(_("văn bản góp ý của cơ quan tư pháp"), max_length=100, blank=True)
    opinion_on = models.DateField(_("ngày góp ý"), null=True, blank=True)
    opinion = models.TextField(_("nội dung góp ý"), max_length=4000, blank=True)
    decision_no = models.CharField(_("số quyết định"), max_length=100)
    signed_on = models.DateField(_("ngày ký"))
    signer = models.CharField(_("người ký"), max_length=200)
    planned_to = models.DateField(null=True, blank=True)
    review_due = models.DateField(_("rà soát trước ngày"))
    reviewed_on = models.DateField(null=True, blank=True)
    review_note = models.CharField(max_length=1000, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoke_reason = models.CharField(_("lý do thu hồi"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    if TYPE_CHECKING:
        scopes: RelatedManager[PowerScope]

    class Meta:
        abstract = True

    def state_on(self, day: date) -> str:
        """Return "revoked", "ended", "coming" or "in_force" on a day."""
        if self.revoked_on is not None and self.revoked_on <= day:
            return "revoked"
        if self.valid_to is not None and self.valid_to <= day:
            return "ended"
        return "in_force" if self.covers(day) else "coming"

    @property
    def has_opinion(self) -> bool:
        """Whether the justice department's opinion stands on record."""
        return bool(self.opinion_no and self.opinion_on)

    def __str__(self) -> str:
        return self.decision_no


def _power_checks(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(valid_from__isnull=False) & (Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))),
            name=f"organisation_{name}_order",
        ),
        models.CheckConstraint(
            condition=~Q(decision_no="") & ~Q(signer="") & ~Q(legal_ground="") & Q(valid_from__gte=F("signed_on")),
            name=f"organisation_{name}_decided",
        ),
        models.CheckConstraint(
            condition=Q(revoked_on__isnull=True, revoke_reason="")
            | (Q(revoked_on__isnull=False) & ~Q(revoke_reason="")),
            name=f"organisation_{name}_revoked",
        ),
    ]


class Delegation(Power):
    """A limited delegation: over procedures, until a day, signed TUQ. with the giver's seal."""

    kind = models.CharField(_("loại ủy quyền"), max_length=30, choices=DelegationKind)

    signature_mark = "TUQ."
    objects: ClassVar[PowerQuerySet[Delegation]] = PowerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-valid_from", "-id"]
        indexes = [
            models.Index(fields=["review_due"], name="organisation_delegation_due"),
            models.Index(fields=["valid_to"], name="organisation_delegation_end"),
        ]
        constraints = [
            *_power_checks("delegation"),
            models.CheckConstraint(condition=Q(kind__in=DelegationKind.values), name="organisation_delegation_kind"),
            models.CheckConstraint(condition=Q(planned_to__isnull=False), name="organisation_delegation_limited"),
        ]


class Decentralisation(Power):
    """A lasting transfer of the power itself: the receiver signs in its own name, with its own seal."""

    signature_mark = ""
    objects: ClassVar[PowerQuerySet[Decentralisation]] = PowerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-valid_from", "-id"]
        indexes = [
            models.Index(fields=["review_due"], name="organisation_decentral_due"),
            models.Index(fields=["valid_to"], name="organisation_decentral_end"),
        ]
        constraints = _power_checks("decentralisation")


class PowerScope(Period):
    """One procedure, by its code, that a power covers. One party never holds a procedure's power twice on one day."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="scopes")
    decentralisation = models.ForeignKey(Decentralisation, models.PROTECT, null=True, blank=True, related_name="scopes")
    party = models.CharField(max_length=400, editable=False)  # giver, receiver and title in one: what may not overlap
    code = models.CharField(_("mã thủ tục"), max_length=60)
    void = models.BooleanField(default=False)  # revoked before its first day: it never held

    objects: ClassVar[PowerQuerySet[PowerScope]] = PowerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["code", "id"]
        indexes = [models.Index(fields=["code", "valid_from"], name="organisation_scope_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation__isnull=False, decentralisation__isnull=True)
                | Q(delegation__isnull=True, decentralisation__isnull=False),
                name="organisation_scope_of_one",
            ),
            models.CheckConstraint(
                condition=~Q(code="")
                & Q(valid_from__isnull=False)
                & (Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))),
                name="organisation_scope_order",
            ),
        ]

    def __str__(self) -> str:
        return self.code

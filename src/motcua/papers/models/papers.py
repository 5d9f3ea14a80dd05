"""An official document from its draft to its end: what it was made from, who signed it, under which number."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.files.models import StoredFile
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from motcua.papers.models.registers import RegisterEntry
    from motcua.papers.models.sending import Dispatch, Submission


class PaperState(models.TextChoices):
    """The life of a document."""

    DRAFT = "draft", _("dự thảo")
    SUBMITTED = "submitted", _("đã trình ký")
    SIGNED = "signed", _("đã ký, có số")
    SENT = "sent", _("đã gửi")
    RECALLED = "recalled", _("đã thu hồi")
    REPLACED = "replaced", _("đã được thay thế")


SIGNED_ONCE = (PaperState.SIGNED, PaperState.SENT, PaperState.RECALLED, PaperState.REPLACED)
LIVE = (PaperState.SIGNED, PaperState.SENT)


class PaperQuerySet(ScopedQuerySet["Paper"]):
    """A signed document is for the whole house, an unsigned one for those who work on it."""

    def visible_to(self, actor: Actor) -> Self:
        """Nothing without `papers.view`; drafts only to their units, their author and those who keep the registers."""
        if not actor.may("papers.view"):
            return self.none()
        if actor.system or actor.may("papers.register") or _everywhere(actor):
            return self.all()
        own = Q(unit__in=actor.unit_ids)
        if actor.user is not None:
            own |= Q(made_by=actor.user)
        return self.filter(Q(state__in=SIGNED_ONCE) | own)


def _everywhere(actor: Actor) -> bool:
    """Whether the actor holds a drafting role that is bound to no unit."""
    return actor.may("papers.draft") and not actor.units_for("papers.draft")


class Paper(models.Model):
    """One official document. `data` is what its template was filled with; it never changes once it has been signed.

    `purpose` ("publication.decision") and `object_id` (a public id) say what it was made for; `made_on` is the day
    whose template and names of agencies hold; `number` and `symbol` are those of its register or document system.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    template = models.CharField(_("mẫu"), max_length=60)
    template_version = models.CharField(max_length=40)
    purpose = models.CharField(_("dùng cho"), max_length=80, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị ban hành"))
    title = models.CharField(_("trích yếu"), max_length=1000)
    made_on = models.DateField(_("ngày soạn"))
    data = models.JSONField(_("dữ liệu"))
    data_digest = models.CharField(max_length=64)
    state = models.CharField(_("tình trạng"), max_length=10, choices=PaperState, default=PaperState.DRAFT)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    number_text = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # of `signed_on`: numbers begin anew each year
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replacements")
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)  # why it came back, was recalled, is to replace
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        replacements: RelatedManager[Paper]
        dispatches: RelatedManager[Dispatch]
        submissions: RelatedManager[Submission]
        entries: RelatedManager[RegisterEntry]

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["purpose", "object_id"], name="papers_paper_for"),
            models.Index(fields=["state", "-id"], name="papers_paper_state"),
            models.Index(fields=["unit", "-id"], name="papers_paper_unit"),
            models.Index(fields=["number_text"], name="papers_paper_number"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="papers_paper_state_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(template=""), name="papers_paper_named"),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_ONCE)
                | (
                    Q(number__isnull=False, signed_on__isnull=False, year__isnull=False)
                    & ~Q(number_text="")
                    & ~Q(signer="")
                ),
                name="papers_paper_signed_whole",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="papers_paper_not_itself"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "number_text"],
                condition=Q(state__in=SIGNED_ONCE),
                name="papers_paper_number_once",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(state__in=LIVE),
                name="papers_paper_replaced_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number_text or self.title

    @property
    def replaced_by(self) -> Paper | None:
        """The signed document that took this one's place."""
        return self.replacements.filter(state__in=SIGNED_ONCE).first()

"""The log and what keeps it whole: entries, seals, eras, followers, sightings, checks.

Rows hold ids, codes, field names, counts and keyed digests, never personal values. No foreign key is enforced: a row of
the log outlives what it names, and nothing may take a lock after it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.web.publicid import LENGTH, new_public_id

SCHEMA = 1
HASH = 64  # hex digits of a SHA-256


class EntryQuerySet(ScopedQuerySet["Entry"]):
    """Rows of the log."""

    def visible_to(self, actor: Actor) -> EntryQuerySet:
        """All for those who may read the log; to others the rows about what they did themselves."""
        if actor.may("audit.view"):
            return self.all()
        if actor.user is None:
            return self.none()
        return self.filter(actor_id=actor.user.pk)


class Entry(models.Model):
    """One thing that happened. Written once, as the last statement of the transaction that did it."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.CharField(max_length=LENGTH, default=new_public_id, editable=False)
    tx = models.BigIntegerField()  # PostgreSQL: era shift + transaction id, the order of the cursor; SQLite: 0
    occurred_at = models.DateTimeField(_("xảy ra lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))  # grows with the id, so a day is found without an index
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    actor_label = models.CharField(max_length=200, blank=True)  # only where no account acted
    position_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    verb = models.CharField(max_length=100)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    sequence = models.PositiveIntegerField()  # 1, 2, 3 … within one object
    fields = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    rules = models.CharField(max_length=80, blank=True)
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    digest = models.CharField(max_length=HASH)  # keyed, over everything above
    chain = models.CharField(max_length=HASH, blank=True)  # SQLite: keyed, over the chain before and this digest

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="audit_entry_public_id")]
        indexes = [  # each costs every write: those that few rows need are partial
            models.Index(fields=["tx", "id"], name="audit_entry_cursor"),
            models.Index(fields=["object_type", "object_id", "sequence"], name="audit_entry_object"),
            models.Index(fields=["actor", "id"], name="audit_entry_actor", condition=models.Q(actor__isnull=False)),
            models.Index(fields=["unit_id", "id"], name="audit_entry_unit", condition=models.Q(unit_id__isnull=False)),
            models.Index(fields=["verb", "id"], name="audit_entry_verb"),
            models.Index(fields=["address", "id"], name="audit_entry_address", condition=~models.Q(address="")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb} {self.object_type} {self.object_id}".strip()


class Seal(models.Model):
    """PostgreSQL: the rows of finished transactions in `[from_tx, to_tx)`, counted and chained to the seal before."""

    sealed_at = models.DateTimeField()
    from_tx = models.BigIntegerField(unique=True)
    to_tx = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    hash = models.CharField(max_length=HASH)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.rows} [{self.from_tx}, {self.to_tx})"


class Era(models.Model):
    """PostgreSQL: a stretch in which transaction ids of one cluster count; a restored database begins another."""

    began_at = models.DateTimeField(auto_now_add=True)
    shift = models.BigIntegerField(unique=True)  # added to the transaction id, so that `Entry.tx` only grows

    def __str__(self) -> str:
        return f"{self.pk}: +{self.shift}"


class Follower(models.Model):
    """How far a named reader of the log has come."""

    name = models.CharField(max_length=80, unique=True)
    tx = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name} {self.tx}/{self.entry_id}"


class Sighting(models.Model):
    """That an account saw a person's data in a record within an hour; the log holds one row for each."""

    actor_id = models.BigIntegerField()
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=80)
    person = models.CharField(max_length=32)  # keyed digest of whatever identifies the person
    hour = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor_id", "subject_type", "subject_id", "person", "hour"], name="audit_sighting_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.subject_type} {self.subject_id} {self.hour:%Y-%m-%d %H}"


class Check(models.Model):
    """What a verification of the log found, so that a screen can tell how the log stands."""

    checked_at = models.DateTimeField(db_index=True)
    rows = models.BigIntegerField()
    problems = models.PositiveIntegerField()
    anchored = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M} {self.rows} / {self.problems}"

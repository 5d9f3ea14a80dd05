"""Django's entry into the room `publication`."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class PublicationConfig(AppConfig):
    """The room `publication`."""

    name = "motcua.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang up locks, words of the log, navigation, tiles; hear of signed papers."""
        from motcua.papers.signing import held_by, when_signed
        from motcua.publication import furniture
        from motcua.publication.decision_paper import PURPOSE
        from motcua.publication.locks import declare_locks, lift_locks
        from motcua.publication.models import AnnouncementDecision
        from motcua.publication.services.signing import decision_signed

        declare_locks()
        pre_migrate.connect(lift_locks, sender=self)
        furniture.set_up()
        when_signed(PURPOSE, decision_signed)
        held_by(PURPOSE, AnnouncementDecision)

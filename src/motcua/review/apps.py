"""Django's entry into the room `review`."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class ReviewConfig(AppConfig):
    """The room `review`."""

    name = "motcua.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guards of the tables, navigation, tiles, words of the log; hear of signed papers."""
        from motcua.review import furniture
        from motcua.review.locks import lift_locks

        furniture.set_up()
        pre_migrate.connect(lift_locks, sender=self)

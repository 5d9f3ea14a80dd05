"""Django's entry into the room `papers`."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """The room `papers`."""

    name = "motcua.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put documents into the navigation and the words of the log; lock what was signed."""
        from motcua.papers.locks import declare_locks, lift_locks
        from motcua.papers.log_words import register_words
        from motcua.web.navgroups import RULES

        declare_locks()
        pre_migrate.connect(lift_locks, sender=self)
        register_words()
        RULES.register("papers", _("Văn bản"), "papers:list", "papers.view", 60)
        RULES.register("tables", _("Biểu mẫu"), "papers:tables", "papers.view", 62)

"""Django's entry into the room `catalog`."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """The room `catalog`."""

    name = "motcua.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the catalogue into the navigation, the seed, the words of the log."""
        from motcua.access import seeding
        from motcua.catalog import face_parts
        from motcua.catalog.locks import declare_locks, lift_locks
        from motcua.catalog.log_words import register_words
        from motcua.catalog.seeding import seed_catalogue
        from motcua.web.navgroups import DATABASE

        declare_locks()
        pre_migrate.connect(lift_locks, sender=self)
        register_words()
        face_parts.set_up()
        seeding.register("catalog.procedures", seeding.QUICK + 10, seed_catalogue)
        DATABASE.register("catalogue", _("Danh mục thủ tục"), "catalog:catalogue", "catalog.view", 20)
        DATABASE.register("own", _("Thủ tục của tỉnh"), "catalog:own", "catalog.edit", 25)
        DATABASE.register("imports", _("Nhập danh mục"), "catalog:imports", "catalog.import", 30)
        DATABASE.register("findings", _("Phát hiện"), "catalog:findings", "catalog.view", 40)

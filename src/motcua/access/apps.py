"""Django's entry into the room `access`."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The room `access`."""

    name = "motcua.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the sign-in library; the accounts' page stands in the navigation."""
        from django.utils.translation import gettext_lazy as _

        from motcua.access import signals
        from motcua.web.navgroups import SYSTEM

        signals.connect()
        SYSTEM.register("accounts", _("Tài khoản và quyền"), "account-list", "access.view", 910)

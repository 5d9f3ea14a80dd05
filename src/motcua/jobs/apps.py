"""Django's entry into the room `jobs`."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room `jobs`."""

    name = "motcua.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The log has words for jobs, and their page stands in the navigation of desk and control."""
        from motcua.jobs import vocabulary
        from motcua.web.navgroups import SYSTEM

        vocabulary.register()
        SYSTEM.register("jobs", vocabulary.JOBS, "jobs_list", "jobs.view", 800, "desk", "control")

import gc

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BasculeConfig(AppConfig):
    name = "bascule"
    verbose_name = _("Bascule")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bascule import among, commits, plain  # noqa: F401  (register their look-ups)

        post_migrate.connect(commits.take_over, sender=self)
        tame_the_collector()


def tame_the_collector() -> None:
    """Look for lost cycles less often.

    A quote of 10,000 numbers makes a hundred thousand objects that all stay until its end; by default the collector
    walks through them, and through all the code that never goes away, a hundred times: a quarter of the whole time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BasculeConfig(AppConfig):
    name = "bascule"
    verbose_name = _("Bascule")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bascule import among, plain  # noqa: F401  (they register look-ups)

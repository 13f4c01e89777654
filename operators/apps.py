from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperatorsConfig(AppConfig):
    name = "operators"
    verbose_name = _("Operators")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from operators import checks, notifications  # noqa: F401
        from operators.exchange import deadlines  # noqa: F401  (declares its settings)
        from operators.exchange.counterparts import counterparts

        counterparts()  # one that is badly described is refused here, before anything starts

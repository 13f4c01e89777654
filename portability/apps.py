from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortabilityConfig(AppConfig):
    name = "portability"
    verbose_name = _("Portability")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from operators.models import ApiKey, Scope
        from portability import deadlines  # noqa: F401  (declares its settings)
        from portability.quoting import rules  # noqa: F401  (enrols its reasons)

        ApiKey.grant(Scope.QUOTES_WRITE, "portability.offer_quote", "portability.decline_quote")

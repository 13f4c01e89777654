from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortabilityConfig(AppConfig):
    name = "portability"
    verbose_name = _("Portability")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from operators.models import ApiKey, Scope
        from portability import (  # noqa: F401  (settings, e-mails, full files, whom the simulator is told)
            deadlines,
            notifications,
            reconciling,
            subscribers,
        )
        from portability.clearing_house import (  # noqa: F401  (take messages)
            announcing,
            answering,
            coming_back,
            hearing,
            inventories,
            planning,
            recipients,
        )
        from portability.quoting import rules  # noqa: F401  (enrols its reasons)

        on_quotes = ("offer", "decline", "order")
        ApiKey.grant(Scope.QUOTES_WRITE, *(f"portability.{move}_quote" for move in on_quotes))
        on_port_ins = ("correct", "cutover", "incident", "reverse", "cancel")
        ApiKey.grant(Scope.PORT_INS_WRITE, *(f"portability.{move}_portin" for move in on_port_ins))
        ApiKey.grant_own(Scope.QUOTES_WRITE, "portability.answer_inventory")
        ApiKey.grant_own(Scope.PORT_INS_WRITE, "portability.complete_portin")
        on_port_outs = ("answer", "cancel", "plan", "close")
        ApiKey.grant(Scope.PORT_OUTS_WRITE, *(f"portability.{move}_portout" for move in on_port_outs))

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivationConfig(AppConfig):
    name = "activation"
    verbose_name = _("Activation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from activation import customer_lines, deadlines, notifications  # noqa: F401  (customers, settings, e-mails)
        from activation.consequences import note_carriers
        from activation.incumbent import hearing  # noqa: F401  (takes messages)
        from activation.provisioning.platforms import platforms
        from operators.models import ApiKey, Scope
        from portability import stock

        stock.CONSEQUENCES["activate"].append(note_carriers)

        platforms()  # one that is badly described is refused here, before anything starts

        on_subscriptions = ("correct", "suspend", "cancel", "terminate", "change_offer_of")
        ApiKey.grant(Scope.ACTIVATIONS_WRITE, *(f"activation.{move}_subscription" for move in on_subscriptions))
        ApiKey.grant(Scope.ACTIVATIONS_WRITE, "activation.correct_unbundlingorder", "activation.cancel_unbundlingorder")
        for_us = ("activation.reveal_secret_of_subscription", "activation.settle_unbundlingorder")
        ApiKey.grant_own(Scope.ACTIVATIONS_WRITE, *for_us)

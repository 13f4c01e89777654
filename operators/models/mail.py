"""E-mails that wait to be sent, and those that were: written after the fact, sent once each.

A row holds no address and no words: both are looked up when it is sent, so nothing personal stays behind.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operators.models.customer import Customer


class MailStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("under way")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed for good")


class MailProblem(models.TextChoices):
    """Why an e-mail was not sent."""

    REFUSED = "refused", _("the mail server refused the address")
    UNREACHABLE = "unreachable", _("the mail server could not be reached")
    NO_ADDRESS = "no_address", _("there is no address any more")
    INTERRUPTED = "interrupted", _("interrupted while it was sent: it may have left")
    FAULT = "fault", _("it could not be written: the fault is ours")


class Mail(models.Model):
    """One e-mail to one person. `cause` names what happened, so that nobody is told of it twice."""

    cause = models.CharField(_("cause"), max_length=100)
    template = models.CharField(_("template"), max_length=40)
    facts = models.JSONField(_("facts"), default=dict, blank=True, help_text=_("Codes, ids and dates."))
    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    status = models.CharField(_("status"), max_length=10, choices=MailStatus, default=MailStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("problem"), max_length=16, choices=MailProblem, blank=True)
    created_at = models.DateTimeField(_("created at"))
    due_at = models.DateTimeField(_("due at"))
    claimed_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-pk"]
        permissions = [("send_mail", _("Can send a failed e-mail again"))]
        indexes = [models.Index(fields=["status", "due_at"], name="mail_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["cause", "customer"], name="a_customer_is_told_once"),
            models.UniqueConstraint(fields=["cause", "user"], name="a_user_is_told_once"),
            models.CheckConstraint(
                condition=Q(customer=None, user__isnull=False) | Q(customer__isnull=False, user=None),
                name="a_mail_is_for_one_person",
            ),
            models.CheckConstraint(condition=~Q(status="failed") | ~Q(problem=""), name="a_failed_mail_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.cause}"


class MailMark(models.Model):
    """How far the history was read for e-mails: one row, whose lines before are told or need not be."""

    tx = models.BigIntegerField(_("transaction"))
    line = models.BigIntegerField(_("history line"))
    started_at = models.DateTimeField(_("started at"), help_text=_("Nobody is told of what happened before."))

    class Meta:
        verbose_name = _("mark of the e-mails")
        verbose_name_plural = _("mark of the e-mails")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_mark_of_the_mails")]

    def __str__(self) -> str:
        return f"{self.tx}:{self.line}"

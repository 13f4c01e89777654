"""Customers, and whom to call there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.plain import plain
from bascule.said import Said
from bascule.visible import visible
from operators.models.operator import Operator
from operators.numbering import Territory, territory_of_postal_code
from operators.siren import clean_siren, clean_siret, siren_or_more

ADDRESS = ("line1", "line2", "postal_code", "city")
READ_BY_PEOPLE = ("name", "line1", "line2", "city")


class CustomerKind(models.TextChoices):
    BUSINESS = "business", _("business")
    PERSON = "person", _("person")


class CustomerQuerySet(models.QuerySet["Customer"]):
    def named(self, text: str) -> "CustomerQuerySet":
        """The customers that somebody may mean by a text: part of the name, or the SIRET or SIREN."""
        meant = Q(name__plain__contains=plain(text))
        if digits := siren_or_more(text):
            meant |= Q(siret__startswith=digits) | Q(siren=digits)
        return self.filter(meant)


class Customer(models.Model):
    """Whoever asks to keep its numbers; it belongs to the operator it came through."""

    partner = models.ForeignKey(Operator, models.PROTECT, related_name="customers", verbose_name=_("came through"))
    kind = models.CharField(_("kind"), max_length=10, choices=CustomerKind, default=CustomerKind.BUSINESS)
    name = models.CharField(_("name"), max_length=120)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    line1 = models.CharField(_("address"), max_length=35)
    line2 = models.CharField(_("address, continued"), max_length=35, blank=True)
    postal_code = models.CharField(
        _("postal code"), max_length=5, validators=[RegexValidator(r"^[0-9]{5}$", _("A postal code has five digits."))]
    )
    city = models.CharField(_("city"), max_length=35)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    address_changed_at = models.DateTimeField(_("address changed at"), null=True, blank=True, editable=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["partner", "name"], name="customer_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="customer_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind="business") | Q(siret="", siren=""), name="only_a_business_has_a_siret"
            ),
            models.CheckConstraint(condition=Q(postal_code__regex=r"^[0-9]{5}$"), name="postal_code_has_five_digits"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note that the address has changed, whoever changed it: a port asked for soon after may be a fraud."""
        if self.pk and Customer.objects.filter(pk=self.pk).exclude(**{name: getattr(self, name) for name in ADDRESS}):
            self.address_changed_at = timezone.now()
            if named := kwargs.get("update_fields"):
                kwargs["update_fields"] = {*named, "address_changed_at"}
        super().save(*args, **kwargs)

    @property
    def territory(self) -> Territory:
        return territory_of_postal_code(self.postal_code)

    def clean(self) -> None:
        for name in READ_BY_PEOPLE:
            setattr(self, name, visible(getattr(self, name)))
        if self.kind == CustomerKind.PERSON and (self.siret or self.siren):
            raise ValidationError({"siret": _("A person has no SIRET.")})
        self.siret, self.siren = clean_siret(self.siret), clean_siren(self.siren)
        if self.siret and self.siren and not self.siret.startswith(self.siren):
            raise ValidationError({"siren": _("The SIRET belongs to another SIREN.")})
        self.siren = self.siren or self.siret[:9]

    def learn_from(self, former: "Customer") -> None:
        """Take over whom to call and what to know: the same customer, written otherwise. Nothing is taken twice."""
        for model, columns in REMEMBERED.items():
            known = set(model.objects.filter(customer=self).values_list(*columns))
            theirs = model.objects.filter(customer=former).order_by("pk").values_list(*columns)
            new = [dict(zip(columns, row, strict=True)) for row in theirs if row not in known]
            model.objects.bulk_create(model(customer=self, **fields) for fields in new)


class Contact(models.Model):
    """Somebody to call at a customer's."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts", verbose_name=_("customer"))
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=14, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(phone="", email=""), name="contact_can_be_reached"),
        ]

    def __str__(self) -> str:
        return self.name


class CustomerNote(Said):
    """What colleagues should know of a customer; it can be deleted, as no history could be."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="notes", verbose_name=_("customer"))
    text = models.TextField(_("text"), max_length=2_000)

    class Meta(Said.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something")]

    def __str__(self) -> str:
        return f"{self.customer} {self.by}"


REMEMBERED: dict[Any, tuple[str, ...]] = {
    Contact: ("name", "role", "phone", "email"),
    CustomerNote: ("by", "by_user_id", "at", "text"),
}
"""What is known of a customer beside its own row."""

"""Lists kept as somebody likes them, for oneself or for colleagues: their address holds filters and columns."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bascule.models import SavedView

NOT_KEPT = {"page", "csrfmiddlewaretoken"}
"""What an address says besides filters and columns."""


class SaveForm(forms.ModelForm):
    """The name of a view; `page` is the name of a list's address."""

    class Meta:
        model = SavedView
        fields = ["name", "page", "query", "shared"]

    name = forms.CharField(label=gettext_lazy("Name of this view"), max_length=60)
    shared = forms.BooleanField(label=gettext_lazy("for colleagues too"), required=False)
    page = forms.CharField(widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=600)

    def clean_page(self) -> str:
        page = self.cleaned_data["page"]
        try:
            reverse(page)
        except NoReverseMatch as error:
            raise forms.ValidationError(_("There is no such list.")) from error
        return page

    def clean_query(self) -> str:
        return kept(QueryDict(self.cleaned_data["query"]))


def kept(query: QueryDict) -> str:
    """The part of an address that a view keeps."""
    pairs = [(name, value) for name, values in query.lists() for value in values if value and name not in NOT_KEPT]
    return urlencode(pairs)


def views_of(request: HttpRequest, page: str) -> QuerySet[SavedView]:
    """One's own views of a list, and those that colleagues share."""
    return SavedView.objects.filter(Q(owner=request.user.pk) | Q(shared=True), page=page).select_related("owner")


def save_form(request: HttpRequest, page: str) -> SaveForm:
    return SaveForm(initial={"page": page, "query": kept(request.GET)}, auto_id="id_view_%s")


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a view; the same name again is the same view, changed."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect("today")
    read = form.cleaned_data
    SavedView.objects.update_or_create(
        owner_id=request.user.pk,
        page=read["page"],
        name=read["name"],
        defaults={"query": read["query"], "shared": read["shared"]},
    )
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": read["name"]})
    return redirect(f"{reverse(read['page'])}?{read['query']}")


@require_POST
def forget_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Only its owner forgets a view."""
    view = get_object_or_404(SavedView, pk=pk, owner=request.user.pk)
    view.delete()
    messages.success(request, _("The view “%(name)s” is forgotten.") % {"name": view.name})
    return redirect(view.page)

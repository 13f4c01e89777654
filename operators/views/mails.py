"""The e-mails that were not sent, why, and the button that sends them again."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bascule.acts import whole_numbers
from bascule.pages import page_of
from operators.notifications.minding import may_have_left, not_sent, send_again


@require_safe
@permission_required(["operators.view_mail", "operators.send_mail"], raise_exception=True)
def mails(request: HttpRequest) -> HttpResponse:
    page = page_of(not_sent(timezone.now()).select_related("customer", "user").order_by("-pk"), request)
    for mail in page:
        mail.may_have_left = may_have_left(mail)
    return render(request, "operators/exchange_mails.html", {"page": page})


@require_POST
@permission_required(["operators.view_mail", "operators.send_mail"], raise_exception=True)
def mails_send(request: HttpRequest) -> HttpResponse:
    """Those chosen, or the one of a button."""
    count = send_again(whole_numbers(request.POST.getlist("rows")), timezone.now())
    if count:
        words = ngettext("%(count)d e-mail is sent again.", "%(count)d e-mails are sent again.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.warning(request, _("Nothing to send: somebody was faster."))
    return redirect("exchanges:mails")

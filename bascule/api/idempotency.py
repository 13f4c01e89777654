"""The same POST sent twice is done once, and answered twice the same."""

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.problems import MEDIA_TYPE, Conflict
from bascule.models import IdempotencyRecord
from bascule.rules import RuleRefused
from bascule.sealing import Unreadable, seal, unseal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST_KEY = 255
SEALED = "sealed:"
NOT_KEPT = (401, 403, 429)
"""Answers about the caller, not about the request: they may be others the next time."""

Handler = Callable[..., Response]


class Idempotent:
    """Mixin of views: a POST with an `Idempotency-Key` runs once; later ones are given its first answer.

    The key is written in the transaction of the work itself. A second request with it therefore waits for the
    first, on PostgreSQL and on SQLite alike, and a failure of ours (5xx) leaves nothing behind: it can be
    retried. Refusals (4xx) are kept, what they had written is not.
    """

    post: Any

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if request.method == "POST" and HEADER in request.headers and hasattr(self, "post"):
            self.post = partial(self.answer_once, self.post)

    def answer_once(self, handler: Handler, request: Request, *args: Any, **kwargs: Any) -> Response:
        with transaction.atomic():
            record, first = claim(request)
            if not first:
                return replay(record, request)
            response = self.attempt(handler, request, *args, **kwargs)
            if response.status_code in NOT_KEPT or response.status_code >= 500:
                transaction.set_rollback(True)
            else:
                keep(record, response)
        return response

    def attempt(self, handler: Handler, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Run the work; a refusal undoes what it wrote and is the answer, the unexpected flies on."""
        try:
            with transaction.atomic():
                return handler(request, *args, **kwargs)
        except Exception as error:
            return self.handle_exception(error)  # type: ignore[attr-defined]


def claim(request: Request) -> tuple[IdempotencyRecord, bool]:
    """The record of this request's key, and whether we are the first to come with it."""
    key = request.headers[HEADER]
    if not 1 <= len(key) <= LONGEST_KEY:
        sentence = _("An idempotency key has 1 to %(longest)d characters.") % {"longest": LONGEST_KEY}
        raise RuleRefused("idempotency_key_invalid", sentence, field=HEADER)
    return IdempotencyRecord.objects.get_or_create(
        owner=str(request.auth.pk),
        key=key,
        defaults={"fingerprint": fingerprint(request), "created_at": timezone.now()},
    )


def fingerprint(request: Request) -> str:
    """What makes two requests the same: method, address, and what the body says, however it is spelt."""
    data = dict(request.data.lists()) if isinstance(request.data, QueryDict) else request.data
    said = [request.method, request.get_full_path(), data]
    return sha256(json.dumps(said, sort_keys=True, default=content).encode()).hexdigest()


def content(file: UploadedFile) -> list[str | None]:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return [file.name, digest.hexdigest()]


def keep(record: IdempotencyRecord, response: Response) -> None:
    """Keep the very text of the answer: a JSON column would reorder it."""
    record.status = response.status_code
    text = JSONRenderer().render(response.data).decode()
    record.body = SEALED + seal(text).decode() if holds_a_secret(response) else text
    record.save(update_fields=["status", "body"])


def holds_a_secret(response: Response) -> bool:
    """An answer that nobody may store is kept all the same, to be given again; but nobody can read it here."""
    return "no-store" in response.get("Cache-Control", "")


def body_of(record: IdempotencyRecord) -> Any:
    """The body as it was answered; nothing when it was sealed under a key that is gone."""
    text = record.body
    if text.startswith(SEALED):
        try:
            text = unseal(text.removeprefix(SEALED).encode())
        except Unreadable as error:
            raise Conflict from error
    return json.loads(text) if text else None


def replay(record: IdempotencyRecord, request: Request) -> Response:
    if record.fingerprint != fingerprint(request):
        sentence = _("This idempotency key was used for another request.")
        raise RuleRefused("idempotency_key_reused", sentence, field=HEADER)
    if record.status is None:
        raise Conflict
    body = body_of(record)
    media_type = MEDIA_TYPE if record.status >= 400 else None
    return Response(body, status=record.status, headers={REPLAYED: "true"}, content_type=media_type)

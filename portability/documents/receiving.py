"""Stops a file that is too large while it still comes in: what is beyond the limit is never kept anywhere."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from portability.documents.content import MOST_BYTES

FAR_TOO_LARGE = 4 * MOST_BYTES


class CappedUpload(FileUploadHandler):
    """The first of the upload handlers; a little too much is read to its end, so that the sender hears why."""

    overflowed = False
    announced = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  (Django's name)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.announced = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MOST_BYTES:
            self.overflowed = True
            raise StopUpload(connection_reset=self.announced > FAR_TOO_LARGE)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one make the file."""


def cap(request: HttpRequest) -> CappedUpload:
    """Put the limit on a request whose body nobody has read yet."""
    handler = CappedUpload(request)
    request.upload_handlers.insert(0, handler)
    return handler


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was given up, once its body is read."""
    return any(getattr(handler, "overflowed", False) for handler in request.upload_handlers)

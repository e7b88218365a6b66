from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """Refuses a request by its announced size, before any of its files is written to the disk.

    Forms are read to find their CSRF token, also those of visitors: without a bound anybody could
    fill the disk.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 -- Django calls it so
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Raise `RequestDataTooBig`, which is answered 400."""
        if content_length > settings.LARGEST_REQUEST:
            raise RequestDataTooBig("larger than anything that is handed in")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave the bytes to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""

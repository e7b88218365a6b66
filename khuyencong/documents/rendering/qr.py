"""QR codes: written by `segno`; read back from pictures of pages by :mod:`..reading`.

Level Q: a quarter of the code may be lost to a fold, a stamp or a stain.  An address in capitals
needs fewer, larger squares.
"""

from io import BytesIO

import segno

_SCALE = 8


def png(payload: str) -> bytes:
    """Return the QR code of *payload* as a PNG with its quiet zone."""
    return _written(payload, "png")


def svg(payload: str) -> str:
    """Return the QR code of *payload* as an SVG with its quiet zone."""
    return _written(payload, "svg").decode()


def _written(payload: str, kind: str) -> bytes:
    buffer = BytesIO()
    segno.make(payload, error="q", boost_error=True, micro=False).save(
        buffer, kind=kind, scale=_SCALE, border=4
    )
    return buffer.getvalue()

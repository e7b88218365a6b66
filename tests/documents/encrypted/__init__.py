"""PDF files that were encrypted: a blank page each, made with pypdf 7.1 (``PdfWriter.encrypt``).

Two ask for a password before anything is seen (AES-256, RC4-128); the third opens to anybody and
only its owner may change it.
"""

from pathlib import Path

_HERE = Path(__file__).parent
LOCKED = {name: (_HERE / f"{name}.pdf").read_bytes() for name in ("aes-256", "rc4-128")}
OPEN_TO_READ = (_HERE / "open-to-read.pdf").read_bytes()

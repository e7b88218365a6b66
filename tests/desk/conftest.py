from tests.papers.conftest import (
    _files,
    accepted,
    law,
    planned,
    signed,
    under_way,
    waiting,
)

__all__ = ["_files", "accepted", "law", "planned", "signed", "under_way", "waiting"]

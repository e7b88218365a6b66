"""What answers the addresses of a report: the records (theo sổ) or published figures (công bố).

Both are a ``Book``: the chapters are written once and ask either.
"""

from .book import Book
from .published import PublishedBook
from .records import OneByOne, RecordBook

__all__ = ["Book", "OneByOne", "PublishedBook", "RecordBook"]

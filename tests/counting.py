"""Lines count as covered when a test calls them, not when its set-up passes over them.

Counting more than doubles the time that Python takes, so it rests where nothing is to be shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from coverage import Coverage


@contextmanager
def uncounted() -> Iterator[None]:
    """What runs inside covers nothing: in a worker, pytest-cov counts beside coverage itself."""
    resting = []
    while counting := Coverage.current():
        counting.stop()
        resting.append(counting)
    try:
        yield
    finally:
        for counting in reversed(resting):
            counting.start()

"""What an establishment sees of its own: needs, schemes, money, days, papers that it owes.

Of a scheme with several beneficiaries only the establishment's own lines are read.  Each list costs
a fixed number of queries.
"""

from .days import Day
from .papers import Owed
from .schemes import SHOWN, OwnScheme, money_of, needs_of, schemes_of
from .waiting import Waiting

__all__ = [
    "Day",
    "OwnScheme",
    "Owed",
    "SHOWN",
    "Waiting",
    "money_of",
    "needs_of",
    "schemes_of",
]

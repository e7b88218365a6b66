"""A proposed plan by mixed-integer optimisation; plain data in, plain data out."""

from .problem import Candidate, Proposal, Rules, Verdict
from .proposing import propose

__all__ = ["Candidate", "Proposal", "Rules", "Verdict", "propose"]

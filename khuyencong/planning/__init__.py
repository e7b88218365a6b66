"""Kế hoạch khuyến công: what-if plans of a year, a proposed plan, and the editions decided.

Legal basis: TT 46/2012/TT-BCT Điều 6 (priority) and Điều 8, TT 36/2013/TT-BCT Điều 9–11.  A plan
is a table of schemes that are in or out; nothing happens to them until an officer decides it.  The
decision freezes it as an edition, takes the step «giao kế hoạch» and allocates from the envelopes,
which live in ``funding`` with the limits that the database holds.
"""

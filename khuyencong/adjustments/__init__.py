"""Changes to approved schemes (điều chỉnh đề án): asked for, decided, applied all at once.

TT 36/2013/TT-BCT Điều 11 for the national programme; the province's own rule for its money.  Who
decides follows from what changes (``regulations.queries.decider_for``).  Stands on ``schemes``,
``funding`` (the ledger), ``planning`` (each change of a plan is an edition) and ``delivery`` (the
contract); ``papers`` above writes the documents.
"""

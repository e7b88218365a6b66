"""The plan that names the beneficiaries of a group scheme after its money was given (Mẫu số 11).

Legal basis: TT 36/2013/TT-BCT Điều 10 khoản 1 (approved without beneficiary, place and partner),
Điều 21 khoản 2 (the department appraises and approves), Điều 23 khoản 3 (the implementer makes the
plan).  Approval names the beneficiaries on the scheme's lines and splits their money.  Stands on
appraisals, dossiers and schemes; delivery stands above and signs no contract before it.
"""

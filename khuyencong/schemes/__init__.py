"""Đề án khuyến công: who does what for whom, with whose money, and what came of it.

Legal basis: NĐ 45/2012/NĐ-CP Điều 2 and 4, TT 46/2012/TT-BCT Điều 2 and 4, TT 36/2013/TT-BCT Điều
2–5.  A scheme has one implementer, partners, and many beneficiaries; each line of it (a beneficiary
or none, one content, one budget year) has an account in the ledger.  Knows establishments,
programmes and funding; does not know training, products and the other capabilities above it.
"""

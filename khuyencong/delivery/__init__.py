"""Thực hiện đề án: contract, advances, progress, acceptance, settlement, and what came of it.

Legal basis: TT 36/2013/TT-BCT Điều 12–19 (tạm ứng, nghiệm thu, thanh lý, quyết toán) and Điều 23
(báo cáo tiến độ), TTLT 26/2014/TTLT-BTC-BCT Điều 8.  All money goes through ``funding.actions``; a
deed keeps the entries it posted, never amounts of its own.  Knows dossiers (the promise) and
schemes; does not know adjustments and papers above it.
"""

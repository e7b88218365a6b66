"""Báo cáo tổng kết: an arrangement of addresses, written once, shown as web, Word, Excel, PDF.

``content`` is the plain form of a report; ``bases`` answer its addresses, from the records (theo
sổ) or from what has been published (theo công bố); ``writing`` arranges them into chapters;
``rendering`` shows the result and computes nothing.  The heading follows Điều 8 Nghị định
30/2020/NĐ-CP, the contents Điều 4 Nghị định 45/2012/NĐ-CP.  Reads figures and indicators; stores
nothing.
"""

"""Kinh phí: the append-only ledger of public and counterpart money, in whole đồng.

Legal basis: TT 36/2013/TT-BCT (planning, advancing and settling) and TTLT 26/2014 (money norms).
An account is one line of work in one budget year; it does not know what a đề án is.  Totals are
computed from entries, never stored; a mistake is mended by a reversing entry.
"""

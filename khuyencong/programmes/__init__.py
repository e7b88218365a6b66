"""Chương trình khuyến công: the multi-year programmes under which đề án are carried out.

Legal basis: NĐ 45/2012/NĐ-CP, Điều 2 (a programme is a set of aims and contents for a period,
usually five years, approved by the competent authority).  Knows places; knows no đề án.
"""

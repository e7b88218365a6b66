"""Cơ sở công nghiệp nông thôn: who may receive support, and where they produce.

Legal basis: NĐ 45/2012/NĐ-CP Điều 1.2 and TT 46/2012/TT-BCT Điều 3 (small and medium enterprises,
cooperatives, cooperative groups and household businesses that invest directly in production).
Knows places and regulations (trades); knows no đề án.
"""

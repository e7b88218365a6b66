"""Dữ liệu minh họa: synthetic records under the five published programmes.

A plan in ``data/`` says, for each programme, how many đề án, establishments, đồng and results there
are; a seeded drawing cuts them into parts that sum to the plan exactly and gives every part a
name, a commune and dates in the order of Thông tư 36/2013/TT-BCT.  The records enter through the
same actions as an officer's, marked ``is_illustrative``, so that the ordinary evaluator recomputes
what the provinces published; agreement proves the evaluator, not the province.  Never loaded by a
migration: an installation for real work leaves the command out.  Stands on ``indicators`` (totals
of an earlier term); ``figures`` and this app do not know each other.
"""

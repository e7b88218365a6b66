"""The law as dated rows: documents, contents, trades, norms, deadlines, deciders, checklists.

Legal basis: Nghị định 45/2012/NĐ-CP, Thông tư 46/2012/TT-BCT, Thông tư 36/2013/TT-BCT, Thông tư
liên tịch 26/2014/TTLT-BTC-BCT, Thông tư 26/2014/TT-BCT, and what later amends them.  Every row
names its article, the days it is valid, and whether its text was read («đã kiểm chứng») or not
(«chưa kiểm chứng»).  An officer replaces a row in the back office, without a programmer; a reload
of the shipped data never overwrites such a replacement.

Neighbours: above ``accounts``, ``organisations`` and ``places``; below ``programmes``,
``establishments``, ``funding`` and ``schemes``, which ask ``queries`` and keep the version they
were answered with.
"""

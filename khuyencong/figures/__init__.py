"""Published figures (số liệu công bố): reads a Vietnamese khuyến công text, finds every figure in
it, checks the text against itself and against the records, and lets a person confirm.

Legal basis: the reporting duty of Nghị định 45/2012/NĐ-CP Điều 16 and Thông tư 36/2013/TT-BCT;
a published figure keeps the words of its source and is never repaired. Neighbours: `indicators`
below computes what a figure claims; `reporting` above prints claims beside computed values.
`reading` and `checking` are plain Python and know nothing of the database.
"""

"""Bodies that run, serve and oversee the programme (cơ quan, đơn vị làm công tác khuyến công).

Their names change more often than they do, so a name is data with validity: the row keeps
today's name, `FormerName` the earlier ones. An organisation's place is what its people may see.
Legal basis: Nghị định 45/2012/NĐ-CP, Chương III. Neighbours: knows `places`; `accounts` and
everything above know it.
"""

"""Số liệu: every number has an address, and this app alone computes numbers.

An address is *measure × content × source of funds × place × period*, with refinements.  Reports,
pages, exports and reconciliation hold addresses and ask this app what they evaluate to, how many
rows lie behind, and how many rows are «không rõ».  Reads schemes, funding and places; writes only
totals of earlier terms that exist as nothing else.
"""

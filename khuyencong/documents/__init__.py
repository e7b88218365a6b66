"""Administrative documents: their form, their Word and PDF files, their numbers.

Legal basis: NĐ 30/2020/NĐ-CP Điều 8 (components), Điều 15–16 (numbers and the register). What a
paper says is none of its business: apps above hand it a finished `AdministrativeDocument`.
Neighbours: `papers` writes the programme's documents with it, `reporting` borrows its letterhead.
"""

"""Every step's document, written from what the steps below recorded (văn bản của đề án).

Legal basis: TT 36/2013/TT-BCT Điều 8–19, 23 (which papers, and the numbers of their forms, whose
layouts are not held), NĐ 30/2020/NĐ-CP Điều 8, 15, 16. Texts that a province words itself are dated
templates. Neighbours: reads `dossiers`, `appraisals`, `planning`, `delivery`, `adjustments`; lays
out and numbers with `documents`.
"""

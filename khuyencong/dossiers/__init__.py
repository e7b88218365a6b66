"""Needs of establishments, and the dossier of a scheme until it is submitted for appraisal.

Legal basis: TT 36/2013/TT-BCT Điều 5 (the eight parts) and Điều 10 (papers and days); a local
dossier follows the province's own rules (TT 46/2012/TT-BCT Điều 8.3b).  A need feeds the draft of a
dossier; a dossier is texts by part, an estimate and papers.  Stands on schemes, funding and
regulations; appraisal, plans and contracts stand above and read what was submitted.
"""

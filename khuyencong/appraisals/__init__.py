"""Appraisal of a submitted dossier, at base by the department and by the Ministry's department.

Legal basis: TT 36/2013/TT-BCT Điều 8 (who appraises, by staff or by a council) and Điều 9 (the five
points); TTLT 26/2014/TTLT-BTC-BCT Điều 6 (norms) and Điều 7 (never twice for the same item).  A
conclusion takes the step of the scheme's lifecycle.  Stands on dossiers, schemes and regulations;
planning stands above and reads scores and agreed amounts.
"""

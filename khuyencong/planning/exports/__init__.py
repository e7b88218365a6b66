"""Plans, editions and comparisons as workbooks, in the form in which offices send them around.

Numbers are numbers, totals are formulas with their values, and what people typed is always written
as words, never as a formula.  The layout of Mẫu số 2 (Phụ lục 1 Thông tư 36/2013/TT-BCT) is not
among our sources: the columns are ours, and the sheets say so.
"""

from .books import comparison_workbook, edition_workbook, plan_workbook

__all__ = ["comparison_workbook", "edition_workbook", "plan_workbook"]

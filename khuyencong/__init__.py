"""Hệ thống làm việc của chương trình khuyến công (Vietnam's industrial-promotion programme).

From the records of đề án, money and results to the period's summary report, every figure of
which opens down to the records it came from and stands beside what has been published.
Legal basis: Nghị định 45/2012/NĐ-CP and its amendments. The packages below are stacked in one
order and import only downwards; `docs/architecture.md` shows the order, import-linter holds it.
"""

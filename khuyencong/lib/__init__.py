"""Plain Python with no Django: money, quantities, periods, Vietnamese text, lifecycles.

Every module is a noun and can be read and tested alone.
"""

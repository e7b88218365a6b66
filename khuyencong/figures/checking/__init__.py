"""Checking a text against itself (soát số liệu): sums, shares, growth, averages, title and body.

Plain Python without Django. Works on any list of figures: read from a text, or curated by hand.
A finding is never a correction: it names the figures, the amount and what would resolve it.
"""

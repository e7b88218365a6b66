"""What pages are made of: the frame, labels, numbers, tables, form fields, error pages.

Has no models and no legal basis; the look follows the accessibility rules of WCAG 2.2 AA.
Neighbours: knows only `lib`. Apps above add their links to the menu through `panels`.
"""

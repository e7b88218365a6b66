"""Renderers of a report: ``docx``, ``xlsx``, ``pdf`` and ``html``, each with ``render(report)``.

They show the numbers of ``content`` and compute none.  ``plain`` numbers the tables and turns a
report into plain data once, for typst and for telling whether a report has changed.
"""

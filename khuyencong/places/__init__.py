"""Administrative units of Vietnam as they were on any date (đơn vị hành chính).

Units are valid from–to; merges, splits and changes of kind are edges between rows, each with
the resolution it rests on (Nghị quyết 202/2025/QH15 and the 34 commune resolutions of
16/6/2025 for the change of 1/7/2025). A place of a record or of a published figure is never
re-labelled: it is read in the boundaries of then or of now through the edges.

Neighbours: everything above points here (organisations, establishments, schemes, figures);
this app knows none of them. The list itself is built by ``scripts/build_places.py`` into
``data/`` (sources and licences in ``data/README.md``) and loaded by ``manage.py load_places``.
"""

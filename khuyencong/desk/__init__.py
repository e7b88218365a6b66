"""The officer's home: what waits for each role by deadline, and the letter that tells it by mail.

Keeps only who was told by mail on which morning, and who wants no letters; deadlines are those of
TT 36/2013/TT-BCT as `regulations` dates them.  Neighbours: reads every app of the life of a
scheme, and `figures`; beside it stands `portal`, the public side.
"""

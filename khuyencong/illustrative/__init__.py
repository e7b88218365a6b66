"""Dữ liệu minh họa: synthetic records under the five published programmes.

A plan in ``data/`` says, for each programme, how many đề án, establishments, đồng and results there
are; a seeded drawing cuts them into parts that sum to the plan exactly and gives every part a
name, a commune and dates in the order of Thông tư 36/2013/TT-BCT.  The records enter through the
same actions as an officer's, marked ``is_illustrative``, so that the ordinary evaluator recomputes
what the provinces published; agreement proves the evaluator, not the province.

Each scheme whose money is known carries its whole life, from the need to the evaluation after 36
months, as far as it has come on the day of loading: the apps of the lifecycle record it by their
``actions.history``, many rows in one statement, under the same constraints as from day to day.  Of
the last year of a term and of the years in hand (those around today, which no published figure
holds) it is told in full; of earlier years in brief, so that `make run` stays quick: without the
texts, papers and points of dossiers and appraisals, with the last report and evaluation alone.
Where no money was published nothing can be contracted or settled, and nothing is told.

In one province some schemes (``data/early.tsv``) stand at a step on the day of loading: a dossier
half written, an opinion not yet locked, a change to decide.  What goes on with them is done by the
day-to-day actions (``early``), so that each role finds its work waiting; `create_demo_users` gives
the demonstration accounts their seats in the council.  What had not happened has no money in the
ledger, and no published figure holds any of them.

Never loaded by a migration: an installation for real work leaves the command out.  Stands on
``indicators`` (totals of an earlier term) and on the apps of the lifecycle; ``figures`` and this
app do not know each other.
"""

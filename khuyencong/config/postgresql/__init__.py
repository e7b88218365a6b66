"""The embedded PostgreSQL: found or started by itself when a connection is first opened.

`server` is plain Python and knows nothing of Django; `base` is the database backend that
settings name when no `DATABASE_URL` points at a real server.
"""

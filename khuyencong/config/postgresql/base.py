"""Django's PostgreSQL backend, which first makes sure that the embedded server runs."""

from typing import Any

from django.db.backends.postgresql import base

from . import server


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server; opening the first one of a process may start it."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection. Raises `server.ServerUnavailable` with one sentence for the person."""
        server.join(server.Folder.of_socket(conn_params["host"]))
        return super().get_new_connection(conn_params)

import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from procrastinate.contrib.django import app


class Command(BaseCommand):
    """Do what waits in the queue of the database: ``manage.py work [--once]``."""

    help = "Làm các việc đang chờ ở nền (đọc văn bản lớn); --once thì làm hết rồi dừng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-parent", action="store_true", help="dừng khi chương trình gọi nó dừng"
        )
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        connection.ensure_connection()  # starts the embedded server where there is one
        if options["with_parent"]:
            threading.Thread(target=_stop_with, args=(os.getppid(),), daemon=True).start()
        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's
        with app.replace_connector(connector) as worker:
            worker.run_worker(wait=not options["once"])


def _stop_with(parent: int) -> None:
    """Stop when the process that started this one is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)

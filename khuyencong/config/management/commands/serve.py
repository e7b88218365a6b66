import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from khuyencong.config import loading
from khuyencong.config.wsgi import application

WORKERS = 2
THREADS = 4
TOTAL_STEPS = 9  # the first three are those of bin/setup.py
STEPS_BEFORE = 3


class Site(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """The site under gunicorn, in this process, so that it stops with the embedded server."""

    def __init__(self, address: str, announce: Callable[[], None]) -> None:
        self.address = address
        self.announce = announce
        super().__init__()

    def load_config(self) -> None:
        """Threads, because views wait for the database; few workers, because machines are small."""
        for name, value in {
            "bind": self.address,
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "graceful_timeout": 5,
            "timeout": 120,
            "loglevel": "warning",
            "when_ready": lambda server: self.announce(),
            "post_worker_init": _stop_at_once,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application that every worker serves."""
        return application


class Command(BaseCommand):
    help = "Chuẩn bị cơ sở dữ liệu, nạp dữ liệu, lập báo cáo rồi phục vụ trang web tại PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the steps one after another; each is skipped when nothing changed."""
        self.number = STEPS_BEFORE
        self._step("Cơ sở dữ liệu", _connect)
        self._step("Di trú", _migrate)
        for load in loading.LOADS:
            self._step(load.name, partial(_run, load))
        address = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
        self.stdout.write(f"[{TOTAL_STEPS}/{TOTAL_STEPS}] Phục vụ … ", ending="")
        self.stdout.flush()
        connections.close_all()  # workers open their own
        with _background():
            Site(address, lambda: self._announce(address)).run()

    def _step(self, name: str, step: Callable[[], bool]) -> None:
        self.number += 1
        self.stdout.write(f"[{self.number}/{TOTAL_STEPS}] {name} … ", ending="")
        self.stdout.flush()
        begin = time.monotonic()
        changed = step()
        seconds = f"{time.monotonic() - begin:.1f}".replace(".", ",")
        self.stdout.write(f"xong ({seconds} giây)" if changed else "không đổi")

    def _announce(self, address: str) -> None:
        self.stdout.write(f"sẵn sàng tại http://{address}/ (Ctrl-C để dừng)")
        self.stdout.flush()


def _stop_at_once(worker: Any) -> None:
    """On Ctrl-C the master sends SIGQUIT; the keyboard's own SIGINT to the worker says nothing new.

    A request under way is dropped and its transaction rolled back by the database.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, lambda number, frame: os._exit(0))


@contextmanager
def _background() -> Iterator[None]:
    """`manage.py work` beside the site, for as long as the site runs."""
    command = [sys.executable, sys.argv[0], "work", "--with-parent"]
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _connect() -> bool:
    connection.ensure_connection()
    return True


def _migrate() -> bool:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _run(load: loading.Load) -> bool:
    """Run the commands of a step that have something new to load, each in a process of its own.

    gunicorn forks this one, and threads do not survive that: after a report had been typeset here,
    a worker would wait for ever for typst's to typeset another.
    """
    due = [command for command in load.commands if not loading.is_loaded(command)]
    for command in due:
        order = [sys.executable, sys.argv[0], command, "--verbosity", "0"]
        done = subprocess.run(order, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if done.returncode:  # the command has said why
            sys.exit(done.returncode)
        loading.remember(command)
    return bool(due)

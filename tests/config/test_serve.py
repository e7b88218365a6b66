"""`manage.py serve`, as `make run` starts it: migrate, load, serve, stop cleanly."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from khuyencong.config.postgresql import server

COUNTING = "COVERAGE_PROCESS_CONFIG"
"""By this a process that a test starts knows that its lines are counted."""


def _free_port() -> str:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


@pytest.fixture
def var() -> Iterator[Path]:
    """Not pytest's own folder: that is closed to the server's user whenever a run begins."""
    with tempfile.TemporaryDirectory(prefix="khuyencong-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `serve`; what a failing test leaves running is stopped."""
    running = []

    def started(var: Path, port: str, *, counted: bool) -> subprocess.Popen[str]:
        running.append(_start(var, port, counted))
        return running[-1]

    yield started
    for process in running:
        process.terminate()
        process.communicate()


def _start(var, port, counted):
    environment = {
        **{name: value for name, value in os.environ.items() if counted or name != COUNTING},
        "VAR_DIR": str(var),
        "PORT": port,
        "DJANGO_SETTINGS_MODULE": "khuyencong.config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _until_ready(process):
    said = []
    for line in process.stdout:
        said.append(line.strip())
        if "sẵn sàng" in line:
            return said
    raise AssertionError("\n".join(said))


def _stop(process, number):
    process.send_signal(number)
    said = process.communicate(timeout=60)[0]
    assert (process.returncode, said) == (0, "")


def test_serving_twice_loads_once_and_leaves_nothing_behind(start, var):
    port = _free_port()

    process = start(var, port, counted=False)  # the loading passes over half of the product
    first = _until_ready(process)
    typeset = f"http://127.0.0.1:{port}/bao-cao/nghe-an/2016-2020/cong-bo/bao-cao.pdf"
    with urllib.request.urlopen(typeset, timeout=60) as response:  # as the loading has typeset
        status, begins = response.status, response.read(4)
    _stop(process, signal.SIGINT)

    assert [line.partition(" … ")[0] for line in first] == [
        "[4/9] Cơ sở dữ liệu",
        "[5/9] Di trú",
        "[6/9] Dữ liệu tham chiếu",
        "[7/9] Năm chương trình",
        "[8/9] Báo cáo",
        "[9/9] Phục vụ",
    ], first
    assert f"sẵn sàng tại http://127.0.0.1:{port}/" in first[-1]
    assert (status, begins) == (200, b"%PDF")
    assert not (var / "postgres" / "data" / "postmaster.pid").exists()

    process = start(var, port, counted=True)
    second = _until_ready(process)
    _stop(process, signal.SIGTERM)

    assert [line for line in second if "không đổi" in line] == [
        "[5/9] Di trú … không đổi",
        "[6/9] Dữ liệu tham chiếu … không đổi",
        "[7/9] Năm chương trình … không đổi",
        "[8/9] Báo cáo … không đổi",
    ]
    assert not (var / "postgres" / "data" / "postmaster.pid").exists()
    assert server.Folder(var / "postgres").data.exists()

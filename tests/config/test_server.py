"""The embedded server, really started, in folders of the test's own."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from khuyencong.config.postgresql import server

JOIN = """
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from khuyencong.config.postgresql import server
folder = server.Folder(Path(sys.argv[1]) / "postgres")
try:
    server.join(folder)
    server.join(folder)
except server.ServerUnavailable as reason:
    sys.exit(str(reason))
print("joined", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def var() -> Iterator[Path]:
    """Not pytest's own folder: that is closed to the server's user whenever a run begins."""
    with tempfile.TemporaryDirectory(prefix="khuyencong-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


_started: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def _stop_what_a_failing_test_leaves() -> Iterator[None]:
    yield
    while _started:
        process = _started.pop()
        process.kill()
        process.communicate()


def _process(var: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", JOIN, str(var)],
        cwd=settings.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _started.append(process)
    return process


def _joined(var: Path) -> subprocess.Popen[str]:
    process = _process(var)
    assert process.stdout.readline() == "joined\n", process.stderr.read()
    return process


def _refusal(var: Path) -> str:
    said = _process(var).communicate(timeout=60)
    return said[1].strip()


def _runs(var: Path) -> bool:
    folder = server.Folder(var / "postgres")
    try:
        psycopg.connect(host=str(folder.socket), user="postgres", dbname="khuyencong").close()
    except psycopg.OperationalError:
        return False
    return True


def test_the_server_is_shared_and_stops_with_its_last_user(var):
    first, second = _joined(var), _joined(var)
    assert _runs(var)

    first.communicate("\n")
    assert _runs(var)

    second.communicate("\n")
    assert not _runs(var)


def test_a_terminated_user_leaves_no_server_behind(var):
    user = _joined(var)

    user.send_signal(signal.SIGTERM)
    user.communicate()

    assert user.returncode == 128 + signal.SIGTERM
    assert not _runs(var)


def test_a_killed_user_is_not_counted_for_ever(var):
    killed = _joined(var)
    killed.kill()
    killed.communicate()
    assert _runs(var)

    _joined(var).communicate("\n")

    assert not _runs(var)


def test_a_stale_pid_file_is_passed_over(var):
    _joined(var).communicate("\n")
    stale = var / "postgres" / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n")

    user = _joined(var)
    said = user.communicate("\n")[1]

    assert f"tiến trình {os.getpid()}" in said
    assert "không phải PostgreSQL: đã bỏ qua." in said


def test_somebody_elses_server_is_left_alone(var):
    _joined(var).communicate("\n")
    folder = server.Folder(var / "postgres")
    elsewhere = var / "elsewhere"
    elsewhere.mkdir(mode=0o777)
    elsewhere.chmod(0o777)
    data = str(folder.data)
    arguments = f"-c listen_addresses='' -c unix_socket_directories='{elsewhere}'"
    server._run("pg_ctl", "start", "-w", "-D", data, "-o", arguments)

    try:
        said = _refusal(var)
    finally:
        server._run("pg_ctl", "stop", "-w", "-D", data)

    assert said.startswith("Tiến trình ")
    assert "(postgres) không do khuyencong khởi động đang giữ thư mục dữ liệu" in said


def test_a_folder_of_something_else_is_left_alone(var):
    foreign = var / "postgres" / "data" / "nhật ký.txt"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("của người khác")

    said = _refusal(var)

    assert "có tệp lạ, không phải dữ liệu PostgreSQL" in said
    assert foreign.read_text() == "của người khác"


def test_data_of_another_version_is_left_alone(var):
    version = var / "postgres" / "data" / "PG_VERSION"
    version.parent.mkdir(parents=True)
    version.write_text("16\n")

    assert "là của PostgreSQL 16, cần bản 18" in _refusal(var)


def test_a_folder_that_cannot_be_written_is_told(var):
    (var / "postgres").write_text("một tệp, không phải thư mục")

    assert _refusal(var) == (
        f"Không ghi được vào thư mục {var / 'postgres'}: hãy cấp quyền ghi hoặc đặt biến VAR_DIR "
        "sang thư mục khác."
    )


def test_a_deep_folder_has_its_socket_elsewhere(var):
    deep = server.Folder(var / ("thư-mục-" * 12) / "postgres")

    assert len(os.fsencode(deep.socket)) < 60
    assert server.Folder.of_socket(deep.register()) == deep

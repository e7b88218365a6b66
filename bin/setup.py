"""Prepare this checkout: virtual environment, packages, front-end bundle, test browser.

    python3 bin/setup.py run     what `make run` needs
    python3 bin/setup.py test    what `make test` and `make check` need

Plain Python 3.11, because it runs before anything is installed. Every step is skipped when its
inputs have not changed; what cannot be done is told in one Vietnamese sentence, exit code 1.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUNDLE = ROOT / "khuyencong" / "ui" / "static" / "ui" / "build"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).absolute()
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
STEPS_OF_RUN = 9  # `manage.py serve` goes on from the fourth
STEPS_OF_TEST = 4
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


class CannotSetUp(Exception):
    """What is missing and what to do, in one Vietnamese sentence."""


def main(purpose: str) -> int:
    """Run the steps for a purpose; return the exit code."""
    bundle = Beside(build_bundle)  # npm and pip wait for different things
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("Môi trường", make_environment),
        ("Gói", lambda: install_packages(purpose)),
        ("Giao diện", bundle.outcome),
    ]
    if purpose == "test":
        steps.append(("Trình duyệt kiểm thử", find_browser))
    total = STEPS_OF_RUN if purpose == "run" else STEPS_OF_TEST
    try:
        check_machine(purpose)
        with_lock = os.open(ROOT, os.O_RDONLY)  # one set-up at a time in this checkout
        fcntl.flock(with_lock, fcntl.LOCK_EX)
        bundle.start()
        for number, (name, step) in enumerate(steps, start=1):
            show(f"[{number}/{total}] {name} … ", step)
    except CannotSetUp as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except PermissionError as error:
        print(
            f"\nKhông ghi được vào {error.filename}: hãy cấp quyền ghi cho thư mục {ROOT}.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)
        return 130
    return 0


class Beside(threading.Thread):
    """A step that runs beside those before it; its outcome is asked for in its turn."""

    def __init__(self, step: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self.step = step
        self.changed = False
        self.reason: CannotSetUp | OSError | None = None

    def run(self) -> None:
        """Do the step and keep what came of it."""
        try:
            self.changed = self.step()
        except (CannotSetUp, OSError) as reason:
            self.reason = reason

    def outcome(self) -> bool:
        """Wait for the step. Raises what the step raised."""
        self.join()
        if self.reason:
            raise self.reason
        return self.changed


def show(line: str, step: Callable[[], bool]) -> None:
    """Print a step's line, do it, and say how it ended."""
    print(line, end="", flush=True)
    begin = time.monotonic()
    changed = step()
    seconds = f"{time.monotonic() - begin:.1f}".replace(".", ",")
    print(f"xong ({seconds} giây)" if changed else "không đổi", flush=True)


def check_machine(purpose: str) -> None:
    """Refuse at once what would fail only after a minute. Raises `CannotSetUp`."""
    if sys.version_info < OLDEST_PYTHON:
        raise CannotSetUp(
            f"Cần Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} trở lên, máy này đang dùng "
            f"{sys.version.split()[0]}."
        )
    try:
        VAR.mkdir(parents=True, exist_ok=True)
        probe = VAR / ".write-test"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise CannotSetUp(
            f"Không ghi được vào thư mục {VAR}: hãy cấp quyền ghi hoặc đặt biến "
            "VAR_DIR sang thư mục khác."
        ) from error
    if purpose == "run":
        check_port(os.environ.get("PORT", "8000"))


def check_port(text: str) -> None:
    """Raises `CannotSetUp` when the port is not a port or somebody listens on it."""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        raise CannotSetUp(f"PORT phải là một số từ 1 đến 65535, không phải «{text}».")
    host = os.environ.get("HOST", "127.0.0.1")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, int(text)))
        except PermissionError as error:
            raise CannotSetUp(
                f"Không được phép mở cổng {text}: hãy chọn cổng từ 1024 trở lên, ví dụ "
                "`make run PORT=8001`."
            ) from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CannotSetUp(
                    f"Máy này không có địa chỉ {host} để phục vụ: hãy sửa hoặc bỏ biến HOST."
                ) from error
            raise CannotSetUp(
                f"Cổng {text} đang có chương trình khác dùng: hãy dừng chương trình đó hoặc chạy "
                f"`make run PORT={int(text) % 65535 + 1}`."
            ) from error


def make_environment() -> bool:
    """Create the virtual environment with the pinned installer in it."""
    lock = ROOT / "requirements-uv.lock"
    if PYTHON.exists() and unchanged(VENV / ".installer", [lock]):
        return False
    own_pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if not PYTHON.exists():
        run(
            sys.executable, "-m", "venv", "--without-pip", VENV,
            why="Không tạo được môi trường ảo .venv",
        )  # fmt: skip
    if subprocess.run([*own_pip, "--version"], capture_output=True).returncode:
        own_pip = [str(PYTHON), "-m", "pip"]  # this Python has no pip of its own, or an old one
        if subprocess.run([PYTHON, "-c", "import ensurepip"], capture_output=True).returncode:
            apt_install("python3-venv", "Python thiếu mô-đun ensurepip")
        run(PYTHON, "-m", "ensurepip", why="Không cài được pip vào môi trường ảo")
    run(
        *own_pip, "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
        "-r", lock, why="Không cài được trình cài gói uv",
    )  # fmt: skip
    stamp(VENV / ".installer", [lock])
    return True


def install_packages(purpose: str) -> bool:
    """Make the packages exactly those of the lock file; tests' packages include the product's."""
    for installed in ("test", purpose):
        if unchanged(VENV / f".packages-{installed}", [LOCKS[installed]]):
            return False
    for old in VENV.glob(".packages-*"):
        old.unlink()
    run(
        VENV / "bin" / "uv", "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON,
        LOCKS[purpose], why="Không cài được các gói Python",
    )  # fmt: skip
    stamp(VENV / f".packages-{purpose}", [LOCKS[purpose]])
    return True


def build_bundle() -> bool:
    """Build what the browser loads from `frontend/`."""
    sources = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / "frontend"]
    if unchanged(BUNDLE / ".stamp", sources):
        return False
    check_node()
    packages = sources[:2]
    if not unchanged(ROOT / "node_modules" / ".stamp", packages):
        run(
            "npm",
            "ci",
            "--silent",
            "--no-progress",
            why="Không cài được các gói giao diện (npm ci)",
        )
        stamp(ROOT / "node_modules" / ".stamp", packages)
    run("node", "frontend/build.mjs", why="Không đóng gói được giao diện")
    stamp(BUNDLE / ".stamp", sources)
    return True


def check_node() -> None:
    """Raises `CannotSetUp` without a recent Node.js and npm."""
    need = f"Cần Node.js {OLDEST_NODE} trở lên (kèm npm) để đóng gói giao diện"
    if not shutil.which("node") or not shutil.which("npm"):
        raise CannotSetUp(f"{need}, nhưng máy này chưa có: hãy cài Node.js rồi chạy lại.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.lstrip("v").partition(".")[0] or 0) < OLDEST_NODE:
        raise CannotSetUp(f"{need}, nhưng máy này có bản {version}: hãy nâng cấp rồi chạy lại.")


def find_browser() -> bool:
    """Have a Chromium for the browser tests: the system's, or Debian's package."""
    if os.environ.get("CHROMIUM") or shutil.which("chromium"):
        return False
    apt_install("chromium", "Chưa có Chromium để chạy kiểm thử trên trình duyệt")
    return True


def apt_install(package: str, why: str) -> None:
    """Install a Debian package as root or through sudo. Raises `CannotSetUp` if it cannot."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may = not prefix or (
        shutil.which("sudo") is not None
        and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0
    )
    if not may or shutil.which("apt-get") is None:
        raise CannotSetUp(f"{why}: hãy cài gói {package} (apt-get install {package}) rồi chạy lại.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    failed = f"{why}, và không cài được gói {package} bằng apt-get"
    run(*prefix, "apt-get", "update", "-qq", why=failed, environment=quiet)
    run(
        *prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package,
        why=failed, environment=quiet,
    )  # fmt: skip


def run(*command: str | Path, why: str, environment: dict[str, str] | None = None) -> None:
    """Run a program quietly. Raises `CannotSetUp` with the last words of what it said."""
    settings = {**(environment or os.environ), "UV_PYTHON_DOWNLOADS": "never"}
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, env=settings, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode:
        said = [line.strip() for line in done.stdout.splitlines() if line.strip()][-8:]
        raise CannotSetUp(f"{why}; chương trình báo: " + " / ".join(said or ["(không nói gì)"]))


def digest(sources: Iterable[Path]) -> str:
    """One digest of the content of files and folders."""
    total = hashlib.sha256()
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file():
                total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def unchanged(mark: Path, sources: Iterable[Path]) -> bool:
    """Whether the mark was left for these very sources."""
    return mark.exists() and mark.read_text() == digest(sources)


def stamp(mark: Path, sources: Iterable[Path]) -> None:
    """Leave the mark that what depends on these sources is done."""
    mark.write_text(digest(sources))


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit("Cách dùng: python3 bin/setup.py run|test")
    sys.exit(main(sys.argv[1]))

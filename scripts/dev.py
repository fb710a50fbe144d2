# SPDX-License-Identifier: EUPL-1.2
"""Set up, run, check, measure and bundle the planner, with nothing but Python's own library.

`make` calls this file; without `make`, say on Windows: `python scripts/dev.py run`. Whatever a
command needs is installed first: system libraries where apt can, then the locked packages into
`.venv`. A stamp beside them makes the next start immediate.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is started with
    sys.exit("The planner needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(SCRIPTS / ("python.exe" if os.name == "nt" else "python"))
# Neighbours stay in one process, which shares what a module sets up; whoever is done takes over.
PARALLEL_TESTS = [PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses=8", "--dist", "worksteal"]
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev")}
ON_LINUX = sys.platform == "linux"

# What Qt loads, by the name the loader looks for, and the Debian package that holds it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "soffice": "libreoffice-calc",  # for round trips of workbooks
}
BUNDLE_PROGRAMS = {"objdump": "binutils"}


def main() -> int:
    """Run one command of the table below and return its exit code."""
    parser = argparse.ArgumentParser(description="Set up, run, check and bundle the planner.")
    parser.add_argument("command", choices=COMMANDS, help="what to do")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to the program")
    options = parser.parse_args()
    os.chdir(ROOT)
    return COMMANDS[options.command](options.arguments)


def run(arguments: list[str]) -> int:
    """Start the planner."""
    _prepare_run()
    return _call([PYTHON, "main.py", *arguments])


def test(arguments: list[str]) -> int:
    """Check everything that continuous integration checks."""
    windows = _missing_libraries(WINDOW_LIBRARIES) + _missing_programs(TEST_PROGRAMS)
    _prepare_checks(useful=windows)
    # In a fresh clone each process of the tests would compile all of them; this is done with first.
    with _in_background([PYTHON, "-m", "pytest", "--collect-only", "-qq"]):
        failed = [*_lint_failures()]
    if _call([*PARALLEL_TESTS, *arguments]):
        failed.append("pytest")
    if ON_LINUX and not arguments and _test_real_windows():
        failed.append("pytest in a real window")
    return _verdict(failed)


def torture(arguments: list[str]) -> int:
    """Kill, starve and spoil the store for minutes, and try every law with many more examples.

    With `--short` the store suffers as little as in every run of the tests.
    """
    _prepare_checks()
    passed_on = [word for word in arguments if word != "--short"]
    extra = {} if "--short" in arguments else {"PLANNER_TORTURE": "full"}
    failed = _call([*PARALLEL_TESTS, "tests/torture", *passed_on], extra)
    laws = [*PARALLEL_TESTS, "tests/core", "tests/ui", "-m", "hypothesis", *passed_on]
    return failed or (_call(laws, extra) if extra else 0)


def lint(_arguments: list[str]) -> int:
    """Check format, style, import contracts and types."""
    _prepare_checks()
    return _verdict([*_lint_failures()])


def format_sources(_arguments: list[str]) -> int:
    """Write every file the way the formatter wants it and mend what the linter can."""
    _prepare_checks()
    fixed = _call([PYTHON, "-m", "ruff", "check", "--fix", "--quiet", "."])
    return _call([PYTHON, "-m", "ruff", "format", "."]) or fixed


def bench(arguments: list[str]) -> int:
    """Measure what `benchmarks/` measures."""
    _prepare_checks()
    return _call([PYTHON, "-m", "benchmarks", *arguments])


def bundle(arguments: list[str]) -> int:
    """Build a folder in `dist/` that runs without Python."""
    libraries = _missing_libraries(WINDOW_LIBRARIES | _own_library())
    _prepare_checks(needed=_missing_programs(BUNDLE_PROGRAMS) + libraries)
    build = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    return _call([*build, *arguments, "pyinstaller.spec"])


def lock(arguments: list[str]) -> int:
    """Resolve the requirements again, for every platform, with the hash of each file."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("Locking needs the program uv on the path.")
    resolve = [uv, "--no-config", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    resolve += ["--python-version", "3.11", "--no-emit-index-url", "--no-header", "--no-annotate"]
    files = [[str(file.with_suffix(".in")), "--output-file", str(file)] for file in LOCKS.values()]
    return max(_call([*resolve, *arguments, *pair]) for pair in files)


def _lint_failures() -> Iterator[str]:
    """Run all checks at once; show what each says, one after the other, and yield what failed."""
    checks: dict[str, list[str]] = {
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "lint-imports": [str(SCRIPTS / "lint-imports")],
        "mypy": [PYTHON, "-m", "mypy"],
    }
    with ExitStack() as running:
        started = {name: running.enter_context(_listened_to(c)) for name, c in checks.items()}
        for name, check in started.items():
            print(f"── {name}", flush=True)
            print(check.communicate()[0], end="", flush=True)
            if check.returncode:
                yield name


def _listened_to(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _verdict(failed: list[str]) -> int:
    print(f"Failed: {', '.join(failed)}" if failed else "All is well.")
    return int(bool(failed))


def _test_real_windows() -> int:
    print("── tests in a real window", flush=True)
    with _virtual_display() as display:
        environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        return _call([PYTHON, "-m", "pytest", "tests/ui"], environment)


@contextmanager
def _virtual_display() -> Iterator[str]:
    """Yield the name of a fresh X display with a window manager, without which nothing is active.

    The server picks a free number itself and reports it once it accepts connections.
    """
    xvfb = shutil.which("Xvfb")
    openbox = shutil.which("openbox")
    if xvfb is None or openbox is None:
        sys.exit("Tests in a real window need Xvfb and openbox.")
    reader, writer = os.pipe()
    server = [xvfb, "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with _in_background(server, keep=[writer]):
        os.close(writer)
        with os.fdopen(reader) as report:
            display = f":{report.readline().strip()}"
        with _in_background([openbox], {"DISPLAY": display}):
            yield display


@contextmanager
def _in_background(
    command: list[str], extra: Mapping[str, str] | None = None, keep: Iterable[int] = ()
) -> Iterator[None]:
    """Run a program until the block ends; it keeps the open files `keep`."""
    environment = os.environ | (extra or {})
    with subprocess.Popen(
        command,
        env=environment,
        pass_fds=tuple(keep),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield
        finally:
            process.terminate()


def _prepare_run() -> None:
    _install_system(needed=_missing_basics(), useful=_missing_libraries(WINDOW_LIBRARIES))
    _install_locked("run")


def _prepare_checks(*, needed: Iterable[str] = (), useful: Iterable[str] = ()) -> None:
    """Set up what checks need; a command names the system packages it needs or likes besides."""
    _install_system(needed=[*_missing_basics(), *needed], useful=[*useful])
    _install_locked("run")
    _install_locked("dev")


def _install_locked(name: str) -> None:
    """Install `requirements/<name>.txt` unless the stamp says that it is in."""
    stamp = VENV / f"{name}.stamp"
    wanted = _fingerprint(LOCKS[name])
    if Path(PYTHON).exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if name == "run" or not Path(PYTHON).exists():
        _create_environment()
    print(f"Installing the packages of {LOCKS[name].relative_to(ROOT)} into .venv …", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    if _call([*pip, "--require-hashes", "-r", str(LOCKS[name])]):
        sys.exit("The packages could not be installed; pip's message is above.")
    stamp.write_text(wanted)


def _fingerprint(lock_file: Path) -> str:
    """Name what an environment depends on: the lock, this Python, and where the folder lies."""
    digest = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    return f"{digest} {sys.version_info[:2]} {ROOT}\n"


def _create_environment() -> None:
    maker = "venv" if _has("ensurepip") else "virtualenv"
    if _call([sys.executable, "-m", maker, "--clear", str(VENV)]):
        sys.exit("The environment .venv could not be created; the message is above.")


def _has(module: str) -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec(module) is not None


def _minor_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _own_library() -> dict[str, str]:
    """Return the library of Debian's own Python, which a bundle must contain."""
    if sys.base_prefix != "/usr":
        return {}
    return {f"libpython{_minor_version()}.so.1.0": f"libpython{_minor_version()}"}


def _missing_basics() -> list[str]:
    """Return the packages without which nothing starts.

    Debian keeps what makes an environment apart from Python; virtualenv does as well.
    """
    made = (VENV / "run.stamp").exists() or _has("ensurepip") or _has("virtualenv")
    maker = [] if made else [f"python{_minor_version()}-venv"]
    return maker + _missing_libraries(QT_LIBRARIES)


def _missing_libraries(packages: Mapping[str, str]) -> list[str]:
    return [package for name, package in packages.items() if ON_LINUX and not _loads(name)]


def _missing_programs(packages: Mapping[str, str]) -> list[str]:
    return [package for name, package in packages.items() if ON_LINUX and not shutil.which(name)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_system(*, needed: list[str], useful: list[str]) -> None:
    """Install Debian packages where that is possible, else say in one line which are missing."""
    packages = needed + useful
    if not packages or _apt_install(packages):
        return
    message = f"Missing on this system; install first: {' '.join(packages)}"
    if needed:
        sys.exit(message)
    print(message, file=sys.stderr)


def _apt_install(packages: list[str]) -> bool:
    """Install packages as root or with a password-less sudo; return whether they are in now."""
    apt = shutil.which("apt-get")
    prefix = _root_prefix()
    if apt is None or prefix is None:
        return False
    print(f"Installing with apt: {' '.join(packages)} …", flush=True)
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", "-o=Dpkg::Use-Pty=0"]
    install = [*quiet, "install", "--yes", "--no-install-recommends", *packages]
    return _silent(install) or (_silent([*quiet, "update"]) and _silent(install))


def _root_prefix() -> list[str] | None:
    if os.name == "posix" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and _silent([sudo, "--non-interactive", "true"]):
        return [sudo, "--non-interactive"]
    return None


def _silent(command: list[str]) -> bool:
    finished = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return finished.returncode == 0


def _call(command: list[str], extra: Mapping[str, str] | None = None) -> int:
    try:
        return subprocess.call(command, env=os.environ | (extra or {}))
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(f"{shlex.join(command)}: {error.strerror}", file=sys.stderr)
        return 127


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "torture": torture,
    "lint": lint,
    "format": format_sources,
    "bench": bench,
    "bundle": bundle,
    "lock": lock,
}

if __name__ == "__main__":
    sys.exit(main())

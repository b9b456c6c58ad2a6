"""The script's own process: cut off from everything of ours, then the script is loaded and called."""

from __future__ import annotations

import importlib.util
import io
import os
import signal
import sys
from typing import Any, Callable, NoReturn

from runner import modules, report
from runner.avi import AviFinder
from runner.box import Box
from runner.protocol import Frame, read_frame, write_frame
from runner.rehearsal import rehearse_script

ENTRY = "script"
FUNCTION = "certificate_request"
MAX_DESCRIPTOR = os.sysconf("SC_OPEN_MAX")


def become_script(box: Box, has_time: bool, orders: int, stdout: int, stderr: int, result: int) -> NoReturn:
    """Waits for its orders, runs the script and writes its result frame to `result`; the process ends here."""
    cut_off(stdout, stderr, orders, result)
    modules.forget_ours()
    look_new()
    box.confine()
    if has_time:
        rehearse_script(define)
    call = read_frame(orders)
    if call is None:
        os._exit(1)
    os.close(orders)
    directory = call["directory"]
    os.chdir(directory)
    set_environment(call["env"], directory)
    if call["state"]:
        os.environ["COUNTERSIGN_STATE_DIR"] = call["state"]
    box.let_into(directory)
    frame = call_script((call["csr"], call["common_name"], call["args"]), directory)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            continue
    write_frame(result, frame)
    os._exit(0)


def cut_off(stdout: int, stderr: int, *kept: int) -> None:
    """A session and process group of its own, no descriptor but the standard three and those that are kept."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(0o077)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, standard in enumerate((nothing, stdout, stderr)):
        os.dup2(standard, number)
    for after, before in zip((2, *sorted(kept)), (*sorted(kept), MAX_DESCRIPTOR)):
        os.closerange(after + 1, before)


def look_new() -> None:
    """As a Python does that was started for the script."""
    sys.meta_path.append(AviFinder())
    sys.argv = [f"{ENTRY}.py"]
    sys.dont_write_bytecode = True
    sys.stdout = sys.__stdout__ = _unbuffered(1)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _unbuffered(2)  # type: ignore[misc]


def set_environment(kept: list[str], directory: str) -> None:
    """The variables in `kept`, and the run's directory; the modules in it come before those that we have loaded."""
    for name in set(os.environ).difference(kept):
        del os.environ[name]
    os.environ.setdefault("PATH", os.defpath)
    os.environ["HOME"] = os.environ["TMPDIR"] = directory
    sys.path.insert(0, directory)
    modules.make_room(directory)


def call_script(values: tuple[str, str, dict[str, str]], directory: str) -> Frame:
    loading = True
    try:
        function = load(directory)
        loading = False
        return report.returned(function(*values))
    except BaseException as error:
        if isinstance(error, SystemExit) and isinstance(error.code, str):
            print(error.code, file=sys.stderr)
        return report.raised(error, directory, loading)


def load(directory: str) -> Callable[..., Any]:
    """Imports the entry file under its own name (it is not `__main__`) and finds the function in it."""
    path = os.path.join(directory, f"{ENTRY}.py")
    with open(path, "rb") as file:
        return define(path, file.read())


def define(path: str, source: bytes) -> Callable[..., Any]:
    """Not by Python's own loader, which would look for a compiled file first."""
    spec = importlib.util.spec_from_file_location(ENTRY, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{ENTRY}.py cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[ENTRY] = module
    exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
    function = getattr(module, FUNCTION, None)
    if not callable(function):
        raise ImportError(f"{ENTRY}.py defines no function {FUNCTION}(csr, common_name, args_dict)")
    return function


def _unbuffered(fd: int) -> io.TextIOWrapper:
    """As `python -u`: what was written is out even if the process is killed the moment after."""
    raw = io.FileIO(fd, "w", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", write_through=True)

"""Which modules a script finds loaded: Python's own, as in a process started for it alone, and the warm ones."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from types import ModuleType

# Whoever imports this imports it first, so these are the ones that Python itself has loaded.
AT_START = frozenset(sys.modules) - {"runner", "runner.modules"}

_FORGOTTEN: list[ModuleType] = []
_BY_TOP: dict[str, list[str]] = {}

HEAVY = (
    *("argparse", "asyncio", "base64", "concurrent.futures", "csv", "dataclasses", "datetime", "decimal"),
    *("email.parser", "encodings.idna", "glob", "hashlib", "hmac", "http.client", "http.cookiejar", "http.server"),
    *("ipaddress", "json", "logging.handlers", "pathlib", "random", "secrets", "shutil", "ssl", "subprocess"),
    *("tempfile", "textwrap", "threading", "traceback", "typing", "urllib.request", "uuid", "xml.etree.ElementTree"),
    *("zipfile", "_strptime"),
)


# Before the name of a module that is known to start a thread.
UNFIT = "!"


def preload(names: list[str]) -> dict[str, str]:
    """Imports the heavy part of the standard library and `names`; gives those that could not be, with the reason."""
    failures: dict[str, str] = {}
    for name in (*HEAVY, *names):
        if name.startswith(UNFIT):
            failures[name[len(UNFIT) :]] = "it starts a thread"
            continue
        try:
            importlib.import_module(name)
        except BaseException as error:
            if name in names:
                failures[name] = f"{type(error).__name__}: {error}"
        if threads() > 1:
            return {**failures, name: "it starts a thread"}
    index()
    # What is here now stays: a run's garbage collector shall not look at it, and so copy every page of it.
    gc.collect()
    gc.freeze()
    gc.disable()
    return failures


def threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1


def index() -> None:
    """Notes what is loaded. A fork that looked through all of it would get a copy of every page that it looks at."""
    for name in sys.modules:
        if name not in AT_START:
            _BY_TOP.setdefault(name.partition(".")[0], []).append(name)


def forget_ours() -> None:
    if not _BY_TOP:
        index()
    forget("runner")


def make_room(directory: str) -> None:
    """Forgets the modules that a file beside the script takes the place of."""
    gc.enable()
    for name in os.listdir(directory):
        forget(name.partition(".")[0])


def forget(top: str) -> None:
    for name in _BY_TOP.pop(top, ()):
        # Kept, since taking a module apart would cost more than the whole fork.
        _FORGOTTEN.append(sys.modules.pop(name))

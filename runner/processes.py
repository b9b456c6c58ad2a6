"""Holding on to every process that a run starts, and ending them all."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Callable, Iterable

from runner import kernel


def adopt_orphans() -> None:
    """On Linux: what a run's processes leave behind becomes our child, whatever session it has moved to."""
    _prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)


def ignore_signals() -> None:
    """A run ends with its channel, not because a terminal or a service manager signals the whole group."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def die_with_parent(parent: int) -> None:
    """On Linux: the calling process is killed when its parent ends, however the parent ends."""
    _prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def hide_memory() -> None:
    """On Linux: nobody of the same user may look at the calling process, nor trace it."""
    _prctl(kernel.PR_SET_DUMPABLE, 0)


def kill_all(group: int, is_first: bool, wait: Callable[[float], None], patience: float = 5.0) -> None:
    """Kills the process group and every child, adopted ones too, until there is none; gives up in the end.

    The first process of a pid namespace kills all others of it in one step. `wait` waits for a child's death.
    """
    end = time.monotonic() + patience
    if is_first:
        _kill(os.kill, -1)
    _kill(os.killpg, group)
    others: list[int] = []
    while time.monotonic() < end:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            # Most scripts have started nothing that is left: their own process is all there is to wait for.
            for child in others:
                _kill(os.kill, child)
            wait(0.005)
            others = _children()


def kill_children(others_than: Iterable[int]) -> None:
    """Kills every child but those; whoever collects children finds what they leave behind, and calls again."""
    for child in set(_children()).difference(others_than):
        _kill(os.kill, child)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        kernel.prctl(option, value)


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def _kill(kill: Callable[[int, int], None], target: int) -> None:
    try:
        kill(target, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass

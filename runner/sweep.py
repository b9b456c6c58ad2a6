"""Directories whose owner was killed before it could remove them, and everything else that it was responsible for."""

from __future__ import annotations

import fcntl
import os
import time

from runner.workspace import FOLDER, remove_workspace

# Of runs, their rehearsals, runners (their sockets) and the worker's probes of the box.
NAMES = tuple(f"countersign-{kind}-" for kind in ("run", "rehearsal", "runner", "probe"))
# Whoever makes one takes hold of it a moment later; a probe never does, and is over before this.
YOUNG_SECONDS = 120


def sweep(base: str) -> None:
    """Removes from `base` the directories of ours that nobody holds. What cannot be looked at is left alone."""
    try:
        names = [name for name in os.listdir(base) if name.startswith(NAMES)]
    except OSError:
        return
    for name in names:
        path = os.path.join(base, name)
        try:
            if is_abandoned(path):
                remove_workspace(path)
        except OSError:
            continue


def is_abandoned(path: str) -> bool:
    folder = os.open(path, FOLDER)
    try:
        found = os.fstat(folder)
        if found.st_uid != os.geteuid() or time.time() - found.st_mtime < YOUNG_SECONDS:
            return False
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    finally:
        os.close(folder)

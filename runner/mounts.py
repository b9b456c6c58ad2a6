"""A run's own view of the files: all of it read-only, with a /tmp and a /proc of its own, and the hidden not there."""

from __future__ import annotations

import os
import stat
import sys
from typing import Iterable, Optional

from runner import kernel

TEMPORARY = ("/tmp", "/var/tmp", "/dev/shm")
MAX_FILES = 10_000


def make_view(
    hidden: list[str],
    readable: list[str],
    writable: list[str],
    size: int,
    users: Optional[int],
    is_other_user: bool,
) -> None:
    """In a mount namespace of its own. `users` is a user namespace through whose eyes the writable are seen."""
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    temporary = map_real(TEMPORARY)
    hidden = [path for path in hidden if os.path.exists(path)]
    if is_other_user:
        hidden += [path for shown in (*readable, *writable) for path in closed_to_others(shown)]
    covered = outermost([*temporary, *hidden])
    shown = {path: show(path, 0, users) for path in outermost(writable)}
    for path in outermost(path for path in readable if is_inside(path, covered)):
        shown.setdefault(path, show(path, kernel.ATTR_RDONLY, None))
    kernel.set_mount(kernel.AT_FDCWD, "/", kernel.ATTR_RDONLY | kernel.ATTR_NOSUID)
    make_temporary(size)
    for path in sorted({*covered, *shown}, key=lambda path: path.count("/")):
        if path in covered and path not in temporary:
            cover(path)
        if path in shown:
            put_back(path, shown[path])
    kernel.mount("proc", "/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)


def closed_to_others(path: str) -> list[str]:
    """The folders on the way to it that only their owner may pass. What is in them is put back into an empty one."""
    steps = os.path.realpath(path).split("/")
    folders = ["/".join(steps[:end]) for end in range(2, len(steps))]
    return [folder for folder in folders if not os.stat(folder).st_mode & stat.S_IXOTH]


def python_paths() -> list[str]:
    """Where this Python's own modules and those installed for it are."""
    places = (sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(os.path.realpath(sys.executable)))
    return [path for path in dict.fromkeys((*places, *sys.path)) if os.path.isabs(path) and os.path.exists(path)]


def show(path: str, attributes: int, users: Optional[int]) -> int:
    tree = kernel.clone_tree(path)
    kernel.set_mount(tree, "", attributes | kernel.ATTR_NOSUID)
    if users is not None:
        kernel.set_mount(tree, "", kernel.ATTR_IDMAP, users)
    return tree


def put_back(path: str, tree: int) -> None:
    if stat.S_ISDIR(os.fstat(tree).st_mode):
        os.makedirs(path, mode=0o755, exist_ok=True)
    elif not os.path.exists(path):
        os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
        os.close(os.open(path, os.O_CREAT, 0o644))
    kernel.move_tree(tree, path)
    os.close(tree)


def make_temporary(size: int) -> None:
    """One file system of limited size for all of them, gone with the last process of the run."""
    first, *others = [path for path in TEMPORARY if os.path.isdir(path) and not os.path.islink(path)]
    options = f"size={size},nr_inodes={MAX_FILES},mode=1777"
    kernel.mount("tmpfs", first, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
    for path in others:
        kernel.mount(first, path, "", kernel.MS_BIND)


def cover(path: str) -> None:
    if os.path.isdir(path):
        kernel.mount("tmpfs", path, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=256k,mode=755")
    else:
        kernel.mount("/dev/null", path, "", kernel.MS_BIND)


def outermost(paths: Iterable[str]) -> list[str]:
    """Without those that are inside another."""
    kept: list[str] = []
    for path in sorted(set(map(os.path.realpath, paths)), key=len):
        if not is_inside(path, kept):
            kept.append(path)
    return kept


def map_real(paths: Iterable[str]) -> list[str]:
    return [os.path.realpath(path) for path in paths]


def is_inside(path: str, folders: Iterable[str]) -> bool:
    real = os.path.realpath(path)
    return any(real == folder or real.startswith(folder.rstrip("/") + "/") for folder in folders)

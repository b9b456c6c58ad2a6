"""What Linux offers and Python 3.9 has no function for. Everything raises OSError; elsewhere than on Linux, always."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import struct
import sys

# Syscalls since 5.x have one number on every architecture; clone has not (asm/unistd.h).
CLONE = {"x86_64": 56, "aarch64": 220, "riscv64": 220, "loongarch64": 220}.get(os.uname().machine)
OPEN_TREE, MOVE_MOUNT, MOUNT_SETATTR = 428, 429, 442
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446

NEW_MOUNTS, NEW_IPC, NEW_USERS, NEW_PIDS = 0x00020000, 0x08000000, 0x10000000, 0x20000000

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
AT_FDCWD, AT_EMPTY_PATH, AT_RECURSIVE = -100, 0x1000, 0x8000
OPEN_TREE_CLONE, OPEN_TREE_CLOEXEC, MOVE_MOUNT_F_EMPTY_PATH = 1, os.O_CLOEXEC, 4
ATTR_RDONLY, ATTR_NOSUID, ATTR_IDMAP = 0x1, 0x2, 0x00100000

CAPABILITY_VERSION_3 = 0x20080522

# The GIL stays held: of a process that is cloned, only the calling thread goes on.
_LIBC = ctypes.PyDLL(None, use_errno=True) if sys.platform == "linux" else None


def call(name: str, *args: object) -> int:
    """A function of the C library that gives -1 and errno when it fails."""
    if _LIBC is None:
        raise OSError(errno.ENOSYS, f"{name}: not on {sys.platform}")
    result = int(getattr(_LIBC, name)(*args))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def syscall(number: int, *args: object) -> int:
    return call("syscall", *(ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in (number, *args)))


def prctl(option: int, value: int) -> None:
    call("prctl", option, value, 0, 0, 0)


def clone(flags: int) -> int:
    """A fork into new namespaces, of a process with one thread, to be followed by an os.fork before the script.

    What modules have registered to be done after a fork is done then. Here it would cost a third of the whole
    fork: it is about locks, and random numbers, neither of which the process in between has anything to do with.
    """
    if CLONE is None:
        raise OSError(errno.ENOSYS, "no number of the system call clone is known for this machine")
    return syscall(CLONE, flags | signal.SIGCHLD, 0, 0, 0, 0)


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    encoded = (text.encode() for text in (source, target, kind))
    call("mount", *encoded, ctypes.c_ulong(flags), options.encode())


def clone_tree(path: str) -> int:
    """A descriptor of a copy of the mounts at `path`, not yet put anywhere."""
    return syscall(OPEN_TREE, AT_FDCWD, path.encode(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE)


def move_tree(tree: int, target: str) -> None:
    syscall(MOVE_MOUNT, tree, b"", AT_FDCWD, target.encode(), MOVE_MOUNT_F_EMPTY_PATH)


def set_mount(tree: int, path: str, attributes: int, users: int = 0) -> None:
    """Sets attributes of all mounts at `path`, or of the tree if the path is empty; `users` is for ATTR_IDMAP."""
    value = struct.pack("QQQQ", attributes, 0, 0, users)
    where = AT_RECURSIVE if path else AT_RECURSIVE | AT_EMPTY_PATH
    syscall(MOUNT_SETATTR, tree, path.encode(), where, value, len(value))


def drop_capabilities() -> None:
    """For good: what is executed afterwards gets none either."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    call("capset", header, struct.pack("6I", *([0] * 6)))

"""Landlock (Linux 5.13): which files a script may touch at all, and that it can trace and signal only its own kind.

A process in a Landlock domain can read neither memory nor environment of one outside (ptrace(2) rules), whoever
owns it. Since Linux 6.12 (version 6) it cannot signal one outside either.
"""

from __future__ import annotations

import os
import stat
import struct
from typing import Iterable, Iterator

from runner import kernel

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
MAKE_CHAR, MAKE_BLOCK, REFER, TRUNCATE = 1 << 6, 1 << 11, 1 << 13, 1 << 14
SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3
RULE_PATH_BENEATH = 1

READ = EXECUTE | READ_FILE | READ_DIR
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE

# Where programs, libraries, their settings and what they know of the machine are.
SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix/store", "/proc", "/sys"),
    *("/var/lib/ca-certificates", "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager"),
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")


def version() -> int:
    return kernel.syscall(kernel.LANDLOCK_CREATE_RULESET, 0, 0, 1)


def rights_of(abi: int) -> int:
    """The rights to files that this version knows, without the one to devices' ioctl."""
    return (1 << 13) - 1 | (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0)


def confine(readable: Iterable[str], writable: Iterable[str], hidden: list[str]) -> None:
    """Confines this process and all it starts. Needs PR_SET_NO_NEW_PRIVS; raises OSError where there is none."""
    abi = version()
    rights = rights_of(abi)
    attributes = struct.pack("QQQ", rights, 0, SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = kernel.syscall(kernel.LANDLOCK_CREATE_RULESET, attributes[:size], size, 0)
    try:
        for path in (*SYSTEM, *readable):
            for part in without(path, hidden):
                allow(ruleset, part, READ)
        for path in writable:
            allow(ruleset, path, rights & ~(MAKE_CHAR | MAKE_BLOCK))
        for path in DEVICES:
            allow(ruleset, path, rights & (READ_FILE | WRITE_FILE | TRUNCATE))
        kernel.syscall(kernel.LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def allow(ruleset: int, path: str, rights: int) -> None:
    try:
        target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        is_directory = stat.S_ISDIR(os.fstat(target).st_mode)
        granted = rights if is_directory else rights & OF_FILES
        kernel.syscall(
            *(kernel.LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH),
            *(struct.pack("=Qi", granted, target), 0),
        )
    finally:
        os.close(target)


def without(path: str, hidden: list[str]) -> Iterator[str]:
    """The path, or as much of what is in it as leaves out the hidden: a rule can only ever allow."""
    if path in hidden:
        return
    if not any(name.startswith(path.rstrip("/") + "/") for name in hidden):
        yield path
        return
    for name in os.listdir(path):
        yield from without(os.path.join(path, name), hidden)

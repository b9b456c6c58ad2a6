"""The box around a run, a ladder: which rung it stands on is decided by the worker, which has tried them (probe.py).

4  a user id of its own, and what 3 has     3  user, mount, pid and ipc namespaces, and Landlock where there is any
2  Landlock and limits                      1  a process group and limits
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
from typing import NoReturn, Optional

from runner import kernel, landlock, mounts

NAMESPACES = kernel.NEW_MOUNTS | kernel.NEW_PIDS | kernel.NEW_IPC
# Outside of what systems give to people, services and containers (systemd's UIDS-GIDS), and where a
# container has no such ids, outside of what Debian gives to people and services.
FIRST_IDS = (0x70000000, 58_000)
ID_COUNT = 1_000
SHARED_TEMPORARY = ("/tmp", "/var/tmp")


def fork(rung: int) -> int:
    """The process that will watch over a run; on rung 3 and above it is the first one of a world of its own."""
    if rung < 3:
        return kernel.clone(0) if kernel.CLONE else os.fork()
    uid, gid = os.geteuid(), os.getegid()
    pid = kernel.clone(NAMESPACES | (kernel.NEW_USERS if rung == 3 else 0))
    if pid == 0 and rung == 3:
        try:
            kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
            map_users("self", uid, uid, gid, gid)
        except OSError:
            os._exit(1)
    return pid


def host_pid() -> int:
    """Our process id as the worker knows it. Right only before /proc is our own."""
    try:
        return int(os.readlink("/proc/self"))
    except OSError:
        return os.getpid()


class Settings:
    """What a run may have and see. It is the same for all runs of a worker, hence known before there is one.

    base: where the run's directory is made on rung 1 and 2. hidden: what a script must not see on rung 2 to 4.
    readable, writable: what it may see and change besides the system's files and its own directory.
    processes: of the run, or where those cannot be counted apart (rung 1 and 2), all of the worker's user.
    """

    def __init__(self, text: str) -> None:
        given = json.loads(text)
        self.base: str = given["base"]
        self.hidden: list[str] = given["hidden"]
        self.readable: list[str] = given["readable"]
        self.writable: list[str] = given["writable"]
        self.memory_bytes: int = given["memory_bytes"]
        self.cpu_seconds: int = given["cpu_seconds"]
        self.disk_bytes: int = given["disk_bytes"]
        self.open_files: int = given["open_files"]
        self.processes: int = given["processes"]
        self.processes_of_user: int = given["processes_of_user"]


class Box:
    """Entered once by the process that watches over the run (`enter`), once more by the script's (`confine`)."""

    def __init__(self, rung: int, settings: Settings) -> None:
        self._rung = rung
        self._limits = settings
        self._hidden = [os.path.realpath(path) for path in settings.hidden]
        self._readable = [*mounts.python_paths(), *settings.readable]
        self._writable = settings.writable
        # The private /tmp of rung 3 and above.
        self.base = os.path.realpath("/tmp" if rung >= 3 else settings.base)
        self.disk_bytes = settings.disk_bytes
        self._id_lock: Optional[socket.socket] = None

    def enter(self) -> None:
        self._writable = [path for path in self._writable if os.path.isdir(path)]
        if self._rung < 3:
            return
        uid = self._take_id() if self._rung == 4 else None
        users = None if uid is None or not self._writable else users_seen_as(os.geteuid(), uid, os.getegid(), uid)
        places = (self._hidden, self._readable, self._writable)
        mounts.make_view(*places, self._limits.disk_bytes, users, is_other_user=uid is not None)
        if uid is not None:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        kernel.drop_capabilities()

    def confine(self) -> None:
        """As far as it can be done before there is a run."""
        go_first()
        if self._rung > 1:
            kernel.drop_capabilities()
        for limit, value in self._resource_limits().items():
            lower(limit, value)
        if self._rung > 2 and has_landlock():
            landlock.confine(self._readable, [*mounts.TEMPORARY, *self._writable], self._hidden)

    def let_into(self, directory: str) -> None:
        """The last step before the script: after it there is no way back."""
        if self._rung == 2:
            shared = [path for path in SHARED_TEMPORARY if not mounts.is_inside(self.base, [path])]
            landlock.confine(self._readable, [directory, *shared, *self._writable], self._hidden)
        if sys.platform == "linux":
            # A script may look at itself (/proc/self/fd); only what watches over it is hidden.
            kernel.prctl(kernel.PR_SET_DUMPABLE, 1)

    def _resource_limits(self) -> dict[int, int]:
        limits = self._limits
        return {
            resource.RLIMIT_AS: limits.memory_bytes,
            resource.RLIMIT_CPU: limits.cpu_seconds,
            resource.RLIMIT_FSIZE: limits.disk_bytes,
            resource.RLIMIT_NOFILE: limits.open_files,
            resource.RLIMIT_NPROC: limits.processes if self._rung > 2 else limits.processes_of_user,
        }

    def _take_id(self) -> int:
        """A user id that no other run of this machine has: who holds the socket of that name has the id."""
        first = next((first for first in FIRST_IDS if is_mapped(first)), FIRST_IDS[-1])
        start = int.from_bytes(os.urandom(4), "big")
        for step in range(ID_COUNT):
            uid = first + (start + step) % ID_COUNT
            lock = socket.socket(socket.AF_UNIX)
            try:
                lock.bind(f"\0countersign-run-{uid}")
            except OSError:
                lock.close()
                continue
            self._id_lock = lock
            return uid
        raise OSError("every user id for runs is taken")


def go_first() -> None:
    """Where the memory of the machine runs out, the kernel ends a script and not the worker."""
    if sys.platform != "linux":
        return
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("1000")
    except OSError:
        pass  # Where it may not even offer itself, that is how it is.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def lower(limit: int, value: int) -> None:
    _, most = resource.getrlimit(limit)
    allowed = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(limit, (allowed, allowed))


def has_landlock() -> bool:
    try:
        return landlock.version() > 0
    except OSError:
        return False


def is_mapped(uid: int) -> bool:
    with open("/proc/self/uid_map", encoding="ascii") as file:
        ranges = [tuple(map(int, line.split())) for line in file]
    return any(first <= uid and uid + ID_COUNT <= first + count for first, _, count in ranges)


def map_users(process: str, uid: int, outer_uid: int, gid: int, outer_gid: int) -> None:
    for file, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {outer_uid} 1"),
        ("gid_map", f"{gid} {outer_gid} 1"),
    ):
        with open(f"/proc/{process}/{file}", "w", encoding="ascii") as target:
            target.write(text)


def users_seen_as(uid: int, as_uid: int, gid: int, as_gid: int) -> int:
    """A descriptor of a user namespace in which files of `uid` belong to `as_uid` (an idmapped mount's)."""
    wait, let_go = os.pipe()
    pid = kernel.clone(kernel.NEW_USERS)
    if pid == 0:
        _wait(wait, let_go)
    # From here, /proc is still that of the world outside, and so is the child's id in it.
    try:
        with open(f"/proc/self/task/{host_pid()}/children", encoding="ascii") as children:
            process = children.read().split()[-1]
        map_users(process, uid, as_uid, gid, as_gid)
        return os.open(f"/proc/{process}/ns/user", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.close(wait)
        os.close(let_go)
        os.waitpid(pid, 0)


def _wait(wait: int, let_go: int) -> NoReturn:
    try:
        os.close(let_go)
        os.read(wait, 1)
    finally:
        os._exit(0)

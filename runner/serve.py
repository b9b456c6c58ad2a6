"""The runner: warm, single-threaded, and innocent. It forks for each connection and never reads a byte of one.

So no value was ever in its memory that a later run, a copy of it, could find there. The worker connects to its
socket once for each run; the fork is the run's supervisor (supervisor.py) and has the connection to itself.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
import sys
from typing import NoReturn, Optional

from runner import modules
from runner.box import fork
from runner.processes import adopt_orphans, hide_memory, kill_children
from runner.protocol import write_frame
from runner.supervisor import supervise

BACKLOG = 1024
PEER = struct.Struct("3i")


def serve(control: int, rung: int, path: str, preloaded: list[str]) -> None:
    """Listens at `path`, says so over `control`, and serves until `control` ends."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    worker = os.getppid()
    adopt_orphans()
    hide_memory()
    failures = modules.preload(preloaded)
    if modules.threads() > 1:
        start_over(preloaded, failures)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(BACKLOG)
        listener.setblocking(False)
        write_frame(control, {"type": "ready", "not_preloaded": failures})
        Runner(control, rung, listener, worker).run()
        os.unlink(path)
        os.rmdir(os.path.dirname(path))


def start_over(preloaded: list[str], failures: dict[str, str]) -> NoReturn:
    """With a second thread, forking is no longer safe: the same process anew, without the modules that failed."""
    wanted = [name if name not in failures else f"{modules.UNFIT}{name}" for name in preloaded]
    run = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run.py")
    os.execv(sys.executable, [sys.executable, run, *sys.argv[1:4], *wanted])


class Runner:
    """Its supervisors are told of its end by that of a pipe which it alone holds open."""

    def __init__(self, control: int, rung: int, listener: socket.socket, worker: int) -> None:
        self._control = control
        self._rung = rung
        self._listener = listener
        self._worker = worker
        self._alive, self._hold = os.pipe()
        self._death_notice, notify = os.pipe()
        os.set_blocking(self._death_notice, False)
        os.set_blocking(notify, False)
        signal.set_wakeup_fd(notify, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._supervisors: set[int] = set()

    def run(self) -> None:
        poller = select.poll()
        for fd in (self._control, self._death_notice, self._listener.fileno()):
            poller.register(fd, select.POLLIN)
        while True:
            for fd, _ in poller.poll():
                if fd == self._control:
                    return
                if fd == self._death_notice:
                    self._collect()
                else:
                    self._accept()

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        with connection:
            if peer_of(connection) not in (None, self._worker):
                return
            try:
                pid = fork(self._rung)
            except OSError:
                return
            if pid == 0:
                self._become_supervisor(connection)
            self._supervisors.add(pid)

    def _become_supervisor(self, connection: socket.socket) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            self._listener.close()
            os.close(self._control)
            os.close(self._hold)
            connection.setblocking(True)
            supervise(connection.fileno(), self._rung, self._alive)
        finally:
            os._exit(0)

    def _collect(self) -> None:
        """Collects the dead. A supervisor that was killed has left its run's processes to us: they end too."""
        read_all(self._death_notice)
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                break
            self._supervisors.discard(pid)
        kill_children(self._supervisors)


def peer_of(connection: socket.socket) -> Optional[int]:
    """The process that connected, where the system tells: a script that finds the socket is not the worker."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return None
    return int(PEER.unpack(connection.getsockopt(socket.SOL_SOCKET, option, PEER.size))[0])


def read_all(fd: int) -> None:
    try:
        while os.read(fd, 4096):
            pass
    except BlockingIOError:
        pass

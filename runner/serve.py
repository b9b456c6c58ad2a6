"""The runner: warm, single-threaded, and innocent. It forks for each connection and never reads a byte of one.

So no value was ever in its memory that a later run, a copy of it, could find there. The worker connects to its
socket once for each run; a fork is the run's supervisor (supervisor.py) and is handed the connection.
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
from runner.box import Box, Settings, fork
from runner.processes import adopt_orphans, hide_memory, ignore_signals, kill_children
from runner.protocol import write_frame
from runner.supervisor import Supervisor
from runner.workspace import hold

BACKLOG = 1024
PEER = struct.Struct("3i")
# So many connections find everything made ready: processes, namespaces, box. The worker keeps one more, unused.
READY = 1
# A run that has just begun shall not have to share the processor with the making of the next one.
PAUSE_MS = 1.5


def serve(control: int, rung: int, settings: Settings, path: str, preloaded: list[str]) -> None:
    """Listens at `path`, says so over `control`, and serves until `control` ends."""
    ignore_signals()
    worker = os.getppid()
    adopt_orphans()
    hide_memory()
    failures = modules.preload(preloaded)
    if modules.threads() > 1:
        start_over(preloaded, failures)
    with socket.socket(socket.AF_UNIX) as listener:
        hold(os.path.dirname(path))
        listener.bind(path)
        listener.listen(BACKLOG)
        listener.setblocking(False)
        write_frame(control, {"type": "ready", "not_preloaded": failures})
        Runner(control, rung, Box(rung, settings), listener, worker).run()
        os.unlink(path)
        os.rmdir(os.path.dirname(path))


def start_over(preloaded: list[str], failures: dict[str, str]) -> NoReturn:
    """With a second thread, forking is no longer safe: the same process anew, without the modules that failed."""
    wanted = [name if name not in failures else f"{modules.UNFIT}{name}" for name in preloaded]
    run = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run.py")
    os.execv(sys.executable, [sys.executable, run, *sys.argv[1:5], *wanted])


class Runner:
    """Keeps supervisors that are ready, hands each a connection, and collects them when they have ended.

    A supervisor has a socket to the runner: the connection comes over it, and its end tells of the runner's end.
    """

    def __init__(
        self, control: int, rung: int, box: Box, listener: socket.socket, worker: int
    ) -> None:
        self._control = control
        self._rung = rung
        self._box = box
        self._listener = listener
        self._worker = worker
        self._death_notice, notify = os.pipe()
        os.set_blocking(self._death_notice, False)
        os.set_blocking(notify, False)
        signal.set_wakeup_fd(notify, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._supervisors: dict[int, socket.socket] = {}
        self._ready: list[int] = []

    def run(self) -> None:
        poller = select.poll()
        for fd in (self._control, self._death_notice, self._listener.fileno()):
            poller.register(fd, select.POLLIN)
        self._start_supervisor(has_time=True)
        while True:
            events = poller.poll(None if len(self._ready) == READY else PAUSE_MS)
            if not events:
                self._start_supervisor(has_time=True)
            for fd, _ in events:
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
            if not self._ready:
                self._start_supervisor(has_time=False)
            while self._ready:
                try:
                    socket.send_fds(self._supervisors[self._ready.pop(0)], [b"1"], [connection.fileno()])
                    return
                except (OSError, KeyError):
                    continue

    def _start_supervisor(self, has_time: bool) -> None:
        ours, theirs = socket.socketpair()
        try:
            pid = fork(self._rung)
        except OSError:
            ours.close()
            theirs.close()
            return
        if pid == 0:
            ours.close()
            self._become_supervisor(theirs, has_time)
        theirs.close()
        self._supervisors[pid] = ours
        self._ready.append(pid)

    def _become_supervisor(self, runner: socket.socket, has_time: bool) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            for other in (self._listener, *self._supervisors.values()):
                other.close()
            os.close(self._control)
            supervisor = Supervisor(self._rung, self._box, has_time)
            _, descriptors, _, _ = socket.recv_fds(runner, 1, 1)
            for channel in descriptors:
                os.set_blocking(channel, True)
                supervisor.supervise(channel, runner.fileno())
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
            if pid in self._supervisors:
                self._supervisors.pop(pid).close()
            if pid in self._ready:
                self._ready.remove(pid)
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

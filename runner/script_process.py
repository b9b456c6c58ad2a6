"""The script's process as seen from the process that watches over the run."""

from __future__ import annotations

import os
import select
import signal
import time
from typing import Optional, Sequence

from runner.box import Box
from runner.child import become_script
from runner.output import Output
from runner.processes import die_with_parent
from runner.protocol import Frame, FrameReader, ProtocolError, Run, write_frame
from runner.report import checked_result, failed
from runner.workspace import size_of

CHUNK = 65536
# A pipe holds at most 1 MB, and by the time of the last reads nobody of ours fills it any more.
LAST_CHUNKS = 16
DISK_LOOK_SECONDS = 0.5
TOO_MUCH = "its files took more room than a run may have"


class ChannelClosed(Exception):
    """The worker or the runner is gone; there is nobody to report to."""


class ScriptProcess:
    """It leads a session and process group of its own, and waits for its orders; there are pipes from it."""

    def __init__(self, box: Box, has_time: bool) -> None:
        self._disk_bytes = box.disk_bytes
        self._directory = ""
        self._death_notice, notify = os.pipe()
        os.set_blocking(notify, False)
        signal.set_wakeup_fd(notify)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        orders, self._orders = os.pipe()
        pipes = [os.pipe() for _ in range(3)]
        supervisor = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                die_with_parent(supervisor)
                become_script(box, has_time, orders, *(write for _, write in pipes))
            finally:
                os._exit(1)
        os.close(orders)
        for read, write in pipes:
            os.close(write)
            os.set_blocking(read, False)
        stdout, stderr, self._result = (read for read, _ in pipes)
        self._streams = {stdout: "stdout", stderr: "stderr"}
        self._reader = FrameReader()

    def let_go(self, run: Run, directory: str, state: str) -> None:
        """Until here nothing of the script was executed: a worker that saw no start may start it elsewhere."""
        self._directory = directory
        call = {"csr": run.csr, "common_name": run.common_name, "args": run.args}
        try:
            write_frame(self._orders, {**call, "env": run.env, "directory": directory, "state": state})
        except BrokenPipeError:
            pass  # It is dead; its death notice is on the way.
        os.close(self._orders)

    def watch(self, vital: Sequence[Optional[int]], wall_seconds: float, output: Output) -> Frame:
        """Passes output on until there is a result: the script's own, its death's, or a limit's."""
        deadline = time.monotonic() + wall_seconds
        look_at_disk = time.monotonic() + DISK_LOOK_SECONDS
        poller = select.poll()
        self._vital = [fd for fd in vital if fd is not None]
        for fd in (*self._vital, self._death_notice, self._result, *self._streams):
            poller.register(fd, select.POLLIN)
        while (now := time.monotonic()) < deadline:
            if now > look_at_disk:
                look_at_disk = now + DISK_LOOK_SECONDS
                if size_of(self._directory, self._disk_bytes) > self._disk_bytes:
                    return failed("signalled", f"the script was ended: {TOO_MUCH}")
            for fd, _ in poller.poll((min(deadline, look_at_disk) - now) * 1000 + 1):
                data = read_now(fd)
                if data == b"":
                    poller.unregister(fd)
                result = self._heed(fd, data or b"", output)
                if result is not None:
                    return result
        return {"type": "result", "kind": "timed-out", "after_seconds": wall_seconds}

    def _heed(self, fd: int, data: bytes, output: Output) -> Optional[Frame]:
        if fd in self._vital and not data:
            raise ChannelClosed
        if fd in self._streams:
            output.feed(self._streams[fd], data)
        if fd == self._result:
            return self._own_result(data)
        return self._death() if fd == self._death_notice else None

    def _own_result(self, data: bytes) -> Optional[Frame]:
        """The frame from the script's process; it could be forged, by nobody but the script itself."""
        try:
            frame = self._reader.feed(data)
            return None if frame is None else checked_result(frame)
        except ProtocolError as error:
            return failed("bad-return", f"the script spoiled its own result: {error}")

    def _death(self) -> Optional[Frame]:
        """How the process ended, if it has; a result that it wrote before counts first."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid == 0:
            return None
        while data := read_now(self._result):
            result = self._own_result(data)
            if result is not None:
                return result
        if os.WIFSIGNALED(status):
            name = signal.Signals(os.WTERMSIG(status)).name
            return failed("signalled", f"the script was ended by the signal {name}")
        return failed("exited", f"the script exited with code {os.WEXITSTATUS(status)}")

    def wait_for_death(self, seconds: float) -> None:
        """Returns once a child has died, or after so many seconds."""
        if select.select([self._death_notice], [], [], seconds)[0]:
            os.read(self._death_notice, CHUNK)

    def read_rest(self, output: Output) -> None:
        """What is still in the pipes. A process that escaped may hold them open: never waits for their end."""
        for fd, stream in self._streams.items():
            for _ in range(LAST_CHUNKS):
                data = read_now(fd)
                if not data:
                    break
                output.feed(stream, data)


def read_now(fd: int) -> Optional[bytes]:
    """What there is to read; b"" at the end of the stream, None if there is nothing at the moment."""
    try:
        return os.read(fd, CHUNK)
    except BlockingIOError:
        return None
    except OSError:
        return b""

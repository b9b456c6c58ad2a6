"""Watches over one run: takes it from the channel, starts the script's process, reports, ends everything."""

from __future__ import annotations

import os
import select
import signal
import time
from typing import Optional, Sequence

from runner.box import Box, host_pid
from runner.child import become_script
from runner.output import Output
from runner.processes import adopt_orphans, die_with_parent, hide_memory, kill_all
from runner.protocol import Frame, FrameReader, ProtocolError, Run, read_frame, write_frame
from runner.report import checked_result, failed
from runner.workspace import make_workspace, remove_workspace, size_of

CHUNK = 65536
# A pipe holds at most 1 MB, and by the time of the last reads nobody of ours fills it any more.
LAST_CHUNKS = 16
DISK_LOOK_SECONDS = 0.5
TOO_MUCH = "its files took more room than a run may have"


class ChannelClosed(Exception):
    """The worker or the runner is gone; there is nobody to report to."""


def supervise(channel: int, rung: int = 1, alive: Optional[int] = None) -> None:
    """Does one run from its frame to its result; returns when nothing of it is left.

    The end of `channel`, and that of `alive` if there is one, is the end of the run, without a result.
    """
    # The run ends with its channel, not because a terminal or a service manager signals the whole group.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    frame = read_frame(channel)
    if frame is None:
        return
    run = Run(frame)
    pid = host_pid()
    try:
        box = Box(rung, run)
        box.enter()
        hide_memory()
        directory = make_workspace(box.base, run.files)
    except (OSError, ValueError) as error:
        write_frame(channel, failed("not-loadable", f"the run's surroundings could not be made: {error}"))
        return
    try:
        Supervisor(run, box, directory, channel, alive).run(pid, rung)
    except ChannelClosed:
        pass
    finally:
        # On rung 3 and above it is in a file system of the run's own.
        if rung < 3:
            remove_workspace(directory)


class Supervisor:
    def __init__(self, run: Run, box: Box, directory: str, channel: int, alive: Optional[int]) -> None:
        self._run = run
        self._box = box
        self._directory = directory
        self._channel = channel
        self._alive = alive

    def run(self, pid: int, rung: int) -> None:
        adopt_orphans()
        script = ScriptProcess(self._run, self._box, self._directory)
        output = Output(self._run.limits.output_bytes, self._send)
        known = {"pid": script.pid if rung < 3 else None, "directory": self._directory}
        try:
            self._send({"type": "started", "supervisor": pid, **known})
            script.let_go()
            result = script.watch((self._channel, self._alive), output)
        finally:
            kill_all(script.pid, is_first=rung >= 3)
        script.read_rest(output)
        output.finish()
        self._send(with_last_words(result, output.last_line()))

    def _send(self, frame: Frame) -> None:
        try:
            write_frame(self._channel, frame)
        except OSError as error:
            raise ChannelClosed from error


def with_last_words(result: Frame, words: str) -> Frame:
    """A script that exits or dies has said why on stderr, or nowhere (`sys.exit(text)` has said it twice)."""
    first_line = result.get("first_line", "")
    if result.get("cause") not in ("exited", "signalled") or not words or first_line in words:
        return result
    return {**result, "first_line": f"{first_line}: {words}"}


class ScriptProcess:
    """The script's process, which leads a session and process group of its own, and the pipes from it."""

    def __init__(self, run: Run, box: Box, directory: str) -> None:
        self._limits = run.limits
        self._directory = directory
        self._death_notice, notify = os.pipe()
        os.set_blocking(notify, False)
        signal.set_wakeup_fd(notify)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        gate, self._gate = os.pipe()
        pipes = [os.pipe() for _ in range(3)]
        supervisor = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                die_with_parent(supervisor)
                os.close(self._gate)
                become_script(run, box, directory, gate, *(write for _, write in pipes))
            finally:
                os._exit(1)
        os.close(gate)
        for read, write in pipes:
            os.close(write)
            os.set_blocking(read, False)
        stdout, stderr, self._result = (read for read, _ in pipes)
        self._streams = {stdout: "stdout", stderr: "stderr"}
        self._reader = FrameReader()

    def let_go(self) -> None:
        """Until here nothing of the script was executed: a worker that saw no start may start it elsewhere."""
        os.write(self._gate, b"1")
        os.close(self._gate)

    def watch(self, vital: Sequence[Optional[int]], output: Output) -> Frame:
        """Passes output on until there is a result: the script's own, its death's, or a limit's."""
        deadline = time.monotonic() + self._limits.wall_seconds
        look_at_disk = time.monotonic() + DISK_LOOK_SECONDS
        poller = select.poll()
        self._vital = [fd for fd in vital if fd is not None]
        for fd in (*self._vital, self._death_notice, self._result, *self._streams):
            poller.register(fd, select.POLLIN)
        while (now := time.monotonic()) < deadline:
            if now > look_at_disk:
                look_at_disk = now + DISK_LOOK_SECONDS
                if size_of(self._directory, self._limits.disk_bytes) > self._limits.disk_bytes:
                    return failed("signalled", f"the script was ended: {TOO_MUCH}")
            for fd, _ in poller.poll((min(deadline, look_at_disk) - now) * 1000 + 1):
                data = read_now(fd)
                if data == b"":
                    poller.unregister(fd)
                result = self._heed(fd, data or b"", output)
                if result is not None:
                    return result
        return {"type": "result", "kind": "timed-out", "after_seconds": self._limits.wall_seconds}

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

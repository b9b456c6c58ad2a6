"""Watches over one run: takes it from the channel, starts the script's process, reports, ends everything."""

from __future__ import annotations

import os
import select
import signal
import time
from typing import Optional, Sequence

from runner.child import become_script
from runner.output import Output
from runner.processes import adopt_orphans, die_with_parent, kill_all
from runner.protocol import Frame, FrameReader, ProtocolError, Run, read_frame, write_frame
from runner.report import checked_result, failed
from runner.workspace import make_workspace, remove_workspace

CHUNK = 65536
# A pipe holds at most 1 MB, and by the time of the last reads nobody of ours fills it any more.
LAST_CHUNKS = 16


class ChannelClosed(Exception):
    """The worker or the runner is gone; there is nobody to report to."""


def supervise(channel: int, alive: Optional[int] = None) -> None:
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
    try:
        directory = make_workspace(run.files)
    except (OSError, ValueError) as error:
        write_frame(channel, failed("not-loadable", f"the script's files could not be laid out: {error}"))
        return
    try:
        run_in(directory, run, channel, alive)
    except ChannelClosed:
        pass
    finally:
        remove_workspace(directory)


def run_in(directory: str, run: Run, channel: int, alive: Optional[int]) -> None:
    def send(frame: Frame) -> None:
        try:
            write_frame(channel, frame)
        except OSError as error:
            raise ChannelClosed from error

    adopt_orphans()
    script = ScriptProcess(run, directory)
    output = Output(run.output_bytes, send)
    try:
        send({"type": "started", "supervisor": os.getpid(), "pid": script.pid, "directory": directory})
        script.let_go()
        result = script.watch((channel, alive), run.wall_seconds, output)
    finally:
        kill_all(script.pid)
    script.read_rest(output)
    output.finish()
    send(with_last_words(result, output.last_line()))


def with_last_words(result: Frame, words: str) -> Frame:
    """A script that exits or dies has said why on stderr, or nowhere (`sys.exit(text)` has said it twice)."""
    first_line = result.get("first_line", "")
    if result.get("cause") not in ("exited", "signalled") or not words or first_line in words:
        return result
    return {**result, "first_line": f"{first_line}: {words}"}


class ScriptProcess:
    """The script's process, which leads a session and process group of its own, and the pipes from it."""

    def __init__(self, run: Run, directory: str) -> None:
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
                become_script(run, directory, gate, *(write for _, write in pipes))
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

    def watch(self, vital: Sequence[Optional[int]], wall_seconds: float, output: Output) -> Frame:
        """Passes output on until there is a result: the script's own, its death's, or the time limit's."""
        deadline = time.monotonic() + wall_seconds
        poller = select.poll()
        self._vital = [fd for fd in vital if fd is not None]
        for fd in (*self._vital, self._death_notice, self._result, *self._streams):
            poller.register(fd, select.POLLIN)
        while (seconds := deadline - time.monotonic()) > 0:
            for fd, _ in poller.poll(seconds * 1000 + 1):
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

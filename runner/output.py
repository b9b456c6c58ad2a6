"""What the script writes: passed on line by line, and of too much only the head and the tail."""

from __future__ import annotations

import time
from collections import deque
from itertools import groupby
from typing import Callable

from runner.protocol import Frame
from runner.report import bearable

FIRST_LINES = 3
MAX_FIRST_LINE = 400
TOLD_AT_ONCE = 100
TOLD_A_SECOND = 4


class Output:
    """Cuts between lines only: the worker looks for sensitive values, and half a value is not found."""

    def __init__(self, limit: int, send: Callable[[Frame], None]) -> None:
        self._limit = limit
        self._send = send
        self._unfinished = {"stdout": b"", "stderr": b""}
        self._skipping = {"stdout": False, "stderr": False}
        self._first: list[str] = []
        self._last = {"stdout": b"", "stderr": b""}
        self._head_room = limit
        self._tail: deque[tuple[str, bytes]] = deque()
        self._tail_size = 0
        self._left_out = 0
        self._told = 0
        self._began = time.monotonic()

    def feed(self, stream: str, data: bytes) -> None:
        if self._skipping[stream]:
            rest = data.find(b"\n") + 1
            self._skipping[stream] = rest == 0
            self._leave_out(rest or len(data))
            data = data[rest:] if rest else b""
        data = self._unfinished[stream] + data
        end = data.rfind(b"\n") + 1
        self._take(stream, data[:end])
        self._unfinished[stream] = data[end:]
        if len(data) - end > self._limit:
            self._leave_out(len(data) - end)
            self._unfinished[stream] = b""
            self._skipping[stream] = True

    def finish(self) -> None:
        """Sends what is left: lines without an end, and the tail after a word on what is missing."""
        for stream, rest in self._unfinished.items():
            self._take(stream, rest)
        if self._tail and self._tail_size > self._limit:
            stream, piece = self._tail.popleft()
            cut = piece.find(b"\n", self._tail_size - self._limit - 1) + 1 or len(piece)
            self._left_out += cut
            self._tail.appendleft((stream, piece[cut:]))
        if self._left_out:
            self._send({"type": "left_out", "bytes": self._left_out})
        for stream, pieces in groupby(self._tail, key=lambda entry: entry[0]):
            self._pass_on(stream, b"".join(piece for _, piece in pieces))

    def last_line(self) -> str:
        """The last line with text on stderr, or else on stdout: what a script says before it gives up."""
        for stream in ("stderr", "stdout"):
            lines = self._last[stream].split(b"\n")
            for line in reversed(lines):
                if line.strip():
                    return line.decode("utf-8", "replace").strip()
        return ""

    def first_lines(self) -> list[str]:
        """The first few that say something: of tracebacks the last line only, and nothing that is progress."""
        return self._first

    def _note_first(self, lines: bytes) -> None:
        for line in lines.split(b"\n"):
            text = line.decode("utf-8", "replace").rstrip()
            if len(self._first) == FIRST_LINES:
                return
            if text and not text.startswith((" ", "\t", "Traceback (", "PROGRESS:")):
                self._first.append(bearable(text, MAX_FIRST_LINE))

    def _take(self, stream: str, lines: bytes) -> None:
        if not lines:
            return
        if len(self._first) < FIRST_LINES:
            self._note_first(lines)
        if lines.strip():
            self._last[stream] = lines
        if len(lines) > self._head_room:
            fits = lines.rfind(b"\n", 0, self._head_room) + 1
            self._pass_on(stream, lines[:fits])
            self._head_room = 0
            self._keep_for_tail(stream, lines[fits:])
        else:
            self._head_room -= len(lines)
            self._pass_on(stream, lines)

    def _keep_for_tail(self, stream: str, lines: bytes) -> None:
        self._tell_progress(lines)
        self._tail.append((stream, lines))
        self._tail_size += len(lines)
        while self._tail_size - len(self._tail[0][1]) >= self._limit:
            size = len(self._tail.popleft()[1])
            self._tail_size -= size
            self._left_out += size

    def _tell_progress(self, lines: bytes) -> None:
        """The last line for people of those that wait for the end, and nothing of a script that says too many."""
        start = (b"\n" + lines).rfind(b"\nPROGRESS:")
        if start < 0 or self._told > TOLD_AT_ONCE + (time.monotonic() - self._began) * TOLD_A_SECOND:
            return
        self._told += 1
        line = lines[start:].split(b"\n", 1)[0]
        self._send({"type": "progress", "text": line.decode("utf-8", "replace")})

    def _leave_out(self, size: int) -> None:
        self._left_out += size
        self._head_room = 0

    def _pass_on(self, stream: str, data: bytes) -> None:
        if data:
            self._send({"type": "output", "stream": stream, "text": data.decode("utf-8", "replace")})

"""Starts runner/run.py as the worker does and speaks the protocol with it."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Optional

from runner.protocol import Frame, FrameReader, write_frame

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "test" / "fixtures" / "scripts"


def fixture_files(name: str) -> dict[str, str]:
    folder = FIXTURES / name
    files = {"script.py": FIXTURES / f"{name}.py"}
    if folder.is_dir():
        files = {str(path.relative_to(folder)): path for path in folder.rglob("*.py")}
    return {path: base64.b64encode(file.read_bytes()).decode() for path, file in files.items()}


def run_frame(files: dict[str, str], args: Optional[dict[str, str]] = None, **changes: Any) -> Frame:
    return {
        "type": "run",
        "protocol": 1,
        "files": files,
        "csr": "the csr\n",
        "common_name": "www.example.org",
        "args": args or {},
        "env": ["PATH"],
        "limits": {"wall_seconds": 20, "output_bytes": 65536},
        **changes,
    }


SETTINGS = {
    **{"base": tempfile.gettempdir(), "hidden": [], "readable": [], "writable": []},
    **{"memory_bytes": 1 << 30, "cpu_seconds": 60, "disk_bytes": 64 << 20},
    **{"open_files": 256, "processes": 64, "processes_of_user": 4096},
}


class RunProcess:
    """One run process; `with` ends it."""

    def __init__(self, frame: Optional[Frame] = None, env: Optional[dict[str, str]] = None) -> None:
        self.channel, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "runner" / "run.py"), "one", "1", json.dumps(SETTINGS)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], **(env or {})},
            cwd="/",
            preexec_fn=lambda: os.dup2(theirs.fileno(), 3) and None,
            pass_fds=[3],
        )
        theirs.close()
        self.frames: list[Frame] = []
        self._bytes = b""
        self._is_over = False
        if frame is not None:
            write_frame(self.channel.fileno(), frame)

    def __enter__(self) -> RunProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.channel.close()
        self.process.wait(20)

    def next_frame(self) -> Optional[Frame]:
        while True:
            length = 4 + int.from_bytes(self._bytes[:4], "big")
            if len(self._bytes) >= max(5, length):
                frame = FrameReader().feed(self._bytes[:length])
                assert frame is not None
                self._bytes = self._bytes[length:]
                self.frames.append(frame)
                return frame
            piece = b"" if self._is_over else self.channel.recv(65536)
            self._is_over = not piece
            if self._is_over:
                return None
            self._bytes += piece

    def until(self, found: Callable[[Frame], bool]) -> Frame:
        while (frame := self.next_frame()) is not None:
            if found(frame):
                return frame
        raise AssertionError(f"the run process ended after {self.frames}")

    def result(self) -> Frame:
        """Reads to the end; there is exactly one result, and it comes last."""
        while self.next_frame() is not None:
            pass
        results = [frame for frame in self.frames if frame["type"] == "result"]
        assert len(results) == 1 and self.frames[-1] is results[0], self.frames
        return results[0]

    def output(self, stream: Optional[str] = None) -> str:
        wanted = [f for f in self.frames if f["type"] == "output" and stream in (None, f["stream"])]
        return "".join(frame["text"] for frame in wanted)

    def directory(self) -> Path:
        return Path(next(frame["directory"] for frame in self.frames if frame["type"] == "started"))

    def printed_pids(self) -> list[int]:
        line = self.until(lambda frame: "PIDS" in frame.get("text", ""))["text"]
        return [int(pid) for pid in line.split("PIDS")[1].split("\n")[0].split()]


def run_fixture(name: str, args: Optional[dict[str, str]] = None, **changes: Any) -> RunProcess:
    """A run of a fixture script, read to its end."""
    run = RunProcess(run_frame(fixture_files(name), args, **changes))
    with run:
        run.result()
    return run


def is_gone(pid: int, within: float = 1.0) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if _is_zombie(pid):
            return True
        time.sleep(0.01)
    return False


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False

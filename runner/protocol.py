"""How the worker and a run process speak: the one description, held to by tests in both languages.

The channel is one duplex stream on a descriptor of its own (3). A frame is four bytes, the length as a
big-endian number, and that many bytes of JSON in UTF-8: an object with a "type". No frame is over 16 MB.

The worker (->) sends one frame. The run process (<-) answers with "started", with "output" as the script
writes whole lines, and with exactly one "result", by when nothing that the run started is alive any more.
The channel's end, whoever caused it, ends the run: everything it started is killed, its directory removed.

-> {"type": "run", "protocol": 1, "files": {"script.py": "ZGVmIC4uLg=="}, "csr": "-----BEGIN ...",
    "common_name": "www.example.org", "args": {"ca_url": "https://ca"}, "env": ["PATH", "LANG"],
    "limits": {"wall_seconds": 600, "output_bytes": 65536}, "state": {"archive": "", "most_bytes": 1048576}}
    files: path -> base64. env: names of variables the script may see, if the run process has them.
    output_bytes: how much of the output's head is sent, and how much of its tail. state: null if the profile keeps
    none; archive: what its last run left (state.py), "" at first; most_bytes: how long the next one may be.

<- {"type": "started", "supervisor": 4710, "pid": 4711, "directory": "/tmp/countersign-run-5f0c"}
    Comes before anything of the script is executed. supervisor: the process that watches over the run; on rung
    3 and 4 nothing of the run outlives it, and there, pid is null. pid: the script's, which leads its group.
<- {"type": "output", "stream": "stdout", "text": "asking the CA\\n"}
    stream: stdout or stderr. Cuts are made between lines, so that no value is cut in two.
<- {"type": "progress", "text": "PROGRESS: the CA is still validating"}
    A line for people among those after the head, which are sent at the end if at all. Not part of the output.
<- {"type": "left_out", "bytes": 70000}
    Once at most, between the head and the tail of the output.

<- {"type": "state", "archive": "", "note": ""}
    Before the result of a script that ended by itself, where the profile keeps state. archive: null if what the
    script left is not kept; note: why that is, or what else an admin should know.

<- {"type": "result", "kind": "returned", "encoding": "text", "certificate": "-----BEGIN ..."}
    encoding: text, or der (then the certificate is base64).
<- {"type": "result", "kind": "failed", "cause": "raised", "first_line": "OSError: no", "detail": "Trace..."}
    cause: raised, exited (also by os._exit), signalled, bad-return or not-loadable.
<- {"type": "result", "kind": "timed-out", "after_seconds": 600}
"""

from __future__ import annotations

import json
import os
import struct
from typing import Any, Optional

PROTOCOL = 1
MAX_FRAME = 16 << 20
HEADER = struct.Struct(">I")

Frame = dict[str, Any]


class ProtocolError(Exception):
    """The other side does not speak this protocol."""


class Run:
    """The worker's one request, checked as far as a run depends on it."""

    def __init__(self, frame: Frame) -> None:
        if frame.get("type") != "run" or frame.get("protocol") != PROTOCOL:
            raise ProtocolError(f"expected a run frame of protocol {PROTOCOL}")
        self.files: dict[str, str] = frame["files"]
        self.csr: str = frame["csr"]
        self.common_name: str = frame["common_name"]
        self.args: dict[str, str] = frame["args"]
        self.env: list[str] = frame.get("env", [])
        self.wall_seconds: float = frame["limits"]["wall_seconds"]
        self.output_bytes: int = frame["limits"]["output_bytes"]
        self.state: Optional[Frame] = frame.get("state")
        if not all(isinstance(value, str) for value in (self.csr, self.common_name, *self.args.values())):
            raise ProtocolError("csr, common name and every argument are strings")


class FrameReader:
    """Puts one frame together from the pieces in which it arrives."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> Optional[Frame]:
        """The frame once it is whole, before that None."""
        self._bytes += piece
        if len(self._bytes) < HEADER.size:
            return None
        (length,) = HEADER.unpack_from(self._bytes)
        if length > MAX_FRAME:
            raise ProtocolError(f"a frame of {length} bytes")
        if len(self._bytes) < HEADER.size + length:
            return None
        try:
            frame = json.loads(self._bytes[HEADER.size : HEADER.size + length])
        except (ValueError, RecursionError) as error:
            raise ProtocolError("a frame that is not JSON") from error
        if not isinstance(frame, dict):
            raise ProtocolError("a frame that is not an object")
        return frame


def read_frame(fd: int) -> Optional[Frame]:
    """Waits for one frame; None if the stream ends first."""
    reader = FrameReader()
    while True:
        piece = os.read(fd, 65536)
        if not piece:
            return None
        frame = reader.feed(piece)
        if frame is not None:
            return frame


def write_frame(fd: int, frame: Frame) -> None:
    """Writes all of it, waiting as long as the reader takes; OSError if there is no reader any more."""
    body = json.dumps(frame).encode("ascii")
    rest = memoryview(HEADER.pack(len(body)) + body)
    while rest:
        rest = rest[os.write(fd, rest) :]

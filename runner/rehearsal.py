"""A run gone through on nothing by processes that wait for one, so that it is faster when it comes.

A fork shares its parent's memory until one of them writes to a page and so gets a copy of it. Python writes wherever
it looks, and the copies take longer than what a run does. Those that a run needs are made here, before it is there.
"""

from __future__ import annotations

import os
import select
import socket
from typing import Any, Callable

from runner.output import Output
from runner.protocol import PROTOCOL, Run, read_frame, write_frame
from runner.report import checked_result, returned
from runner.workspace import make_workspace, remove_workspace

SCRIPT = b"def certificate_request(csr, common_name, args_dict):\n    return csr + common_name\n"
FRAME = {
    **{"type": "run", "protocol": PROTOCOL, "files": {"script.py": ""}, "csr": "", "common_name": "", "args": {}},
    **{"env": [], "limits": {"wall_seconds": 1, "output_bytes": 1}},
}


def rehearse_watching(base: str) -> None:
    """What the process that watches over a run does, but for what there is only in a run."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        channel = ours.fileno()
        socket.send_fds(ours, [b"1"], [channel])
        os.close(socket.recv_fds(theirs, 1, 1)[1][0])
        write_frame(channel, FRAME)
        run = Run(read_frame(theirs.fileno()) or {})
        remove_workspace(make_workspace(base, run.files, "countersign-rehearsal"))
        output = Output(run.output_bytes, lambda frame: write_frame(channel, frame))
        poller = select.poll()
        poller.register(channel, select.POLLIN)
        poller.poll(0)
        output.finish()
        write_frame(channel, checked_result(returned(output.last_line() or "certificate")))


def rehearse_script(define: Callable[[str, bytes], Callable[..., Any]]) -> None:
    """What the script's process does, with a script of ours that is gone afterwards."""
    read, write = os.pipe()
    try:
        write_frame(write, FRAME)
        read_frame(read)
        write_frame(write, returned(define("/script.py", SCRIPT)("certificate", "", {})))
    finally:
        os.close(read)
        os.close(write)

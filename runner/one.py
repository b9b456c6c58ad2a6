"""A process for one run: what watches over the run is the process itself or, on rung 3 and 4, a child in namespaces."""

from __future__ import annotations

import os

from runner.box import Box, Settings, fork
from runner.processes import ignore_signals
from runner.supervisor import Supervisor


def one(channel: int, rung: int, settings: Settings) -> None:
    """Returns when nothing of the run is left; ends as its child ended if that was killed."""
    ignore_signals()
    box = Box(rung, settings)
    if rung < 3:
        Supervisor(rung, box).supervise(channel)
        return
    alive, hold = os.pipe()
    pid = fork(rung)
    if pid == 0:
        try:
            os.close(hold)
            Supervisor(rung, box).supervise(channel, alive)
        finally:
            os._exit(0)
    os.close(channel)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        os.kill(os.getpid(), os.WTERMSIG(status))

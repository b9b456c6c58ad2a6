"""A process for one run: what watches over the run is the process itself or, on rung 3 and 4, a child in namespaces."""

from __future__ import annotations

import os
import signal

from runner.box import Settings, fork
from runner.supervisor import Supervisor


def one(channel: int, rung: int, settings: Settings) -> None:
    """Returns when nothing of the run is left; ends as its child ended if that was killed."""
    if rung < 3:
        Supervisor(rung, settings).supervise(channel)
        return
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    alive, hold = os.pipe()
    pid = fork(rung)
    if pid == 0:
        try:
            os.close(hold)
            Supervisor(rung, settings).supervise(channel, alive)
        finally:
            os._exit(0)
    os.close(channel)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        os.kill(os.getpid(), os.WTERMSIG(status))

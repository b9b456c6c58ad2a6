"""The run process: started by the worker, given one run over descriptor 3, gone when the run has ended."""

from __future__ import annotations

import os
import sys

CHANNEL = 3

if __name__ == "__main__":
    # Scripts must not find our modules beside theirs, so our folder is on the path for this import only.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from runner.supervisor import supervise

    del sys.path[0]
    supervise(CHANNEL)
    os._exit(0)

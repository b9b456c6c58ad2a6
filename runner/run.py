"""The Python that the worker starts: for one run (no argument), or `serve` for many, by forks. Descriptor 3 is theirs."""

from __future__ import annotations

import os
import sys

CHANNEL = 3

if __name__ == "__main__":
    # Scripts must not find our modules beside theirs, so our folder is on the path for these imports only.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from runner import modules  # noqa: F401  (first: it looks at what Python itself has loaded)
    from runner.serve import serve
    from runner.supervisor import supervise

    del sys.path[0]
    if sys.argv[1:2] == ["serve"]:
        serve(CHANNEL, sys.argv[2], sys.argv[3:])
    else:
        supervise(CHANNEL)
    os._exit(0)

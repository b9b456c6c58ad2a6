"""The Python that the worker starts: `one RUNG SETTINGS` for one run, `serve RUNG SETTINGS SOCKET MODULE...` for many.

SETTINGS is JSON (box.py). Descriptor 3 is the channel of the one run, or tells the runner of the worker's end.
"""

from __future__ import annotations

import os
import resource
import sys

CHANNEL = 3

if __name__ == "__main__":
    # A core dump, of whatever process of a run, would put values on disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Scripts must not find our modules beside theirs, so our folder is on the path for these imports only.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from runner import modules  # noqa: F401  (first: it looks at what Python itself has loaded)
    from runner.box import Settings
    from runner.one import one
    from runner.serve import serve
    from runner.sweep import sweep

    del sys.path[0]
    what, rung, given, *rest = sys.argv[1:]
    settings = Settings(given)
    sweep(settings.base)
    if what == "serve":
        serve(CHANNEL, int(rung), settings, rest[0], rest[1:])
    else:
        one(CHANNEL, int(rung), settings)
    os._exit(0)

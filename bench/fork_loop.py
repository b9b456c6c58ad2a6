"""The limit: a warm Python that does nothing but fork, load the script, call it, and read its answer from a pipe.

Arguments: script, runs, how many at once, modules to import beforehand. Prints the milliseconds of each run, as JSON.
"""

import importlib
import importlib.util
import json
import os
import select
import sys
import time


def main():
    script, runs, at_once, *modules = sys.argv[1:]
    for name in modules:
        importlib.import_module(name)
    print(json.dumps(measure(script, int(runs), int(at_once))))


def measure(script, runs, at_once):
    poller = select.poll()
    started, milliseconds, open_runs = 0, [], {}
    begin = time.perf_counter()
    while len(milliseconds) < runs:
        while started < runs and len(open_runs) < at_once:
            since = time.perf_counter()
            pid, fd = start(script)
            open_runs[fd] = (pid, since)
            poller.register(fd, select.POLLIN)
            started += 1
        for fd, _ in poller.poll():
            if not os.read(fd, 65536):
                poller.unregister(fd)
                os.close(fd)
                pid, since = open_runs.pop(fd)
                os.waitpid(pid, 0)
                milliseconds.append((time.perf_counter() - since) * 1000)
    return {"milliseconds": milliseconds, "seconds": time.perf_counter() - begin}


def start(script):
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        spec = importlib.util.spec_from_file_location("script", script)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        os.write(write, module.certificate_request("csr", "www.example.org", {}).encode())
        os._exit(0)
    os.close(write)
    return pid, read


main()

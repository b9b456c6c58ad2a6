"""Not a part of the runner: the script that the worker runs on each rung, from the highest down, to see whether it holds.

It takes what scripts need (a program, a module, a file) and reaches for what they must not get. It returns "held".
"""

import os
import subprocess


def certificate_request(csr, common_name, args_dict):
    rung = int(args_dict["rung"])
    subprocess.run(["sh", "-c", "exit 0"], check=True)
    import colorsys  # noqa: F401  (a module that nobody has loaded yet: Python's own can be reached)

    for folder in [".", *args_dict["writable"].split("\0")]:
        if folder:
            path = os.path.join(folder, f".countersign-probe-{os.getpid()}")
            with open(path, "x", encoding="ascii"):
                pass
            os.unlink(path)
    if rung >= 2 and can_read(args_dict["hidden"]):
        raise RuntimeError("what is hidden can be read")
    if rung >= 2 and can_read(f"/proc/{args_dict['worker']}/environ"):
        raise RuntimeError("the worker's environment can be read")
    others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
    if rung >= 3 and (os.getppid() != 1 or others or os.stat("/tmp").st_dev != os.stat(".").st_dev):
        raise RuntimeError("the processes or /tmp are not the run's own")
    if rung >= 4 and str(os.getuid()) == args_dict["uid"]:
        raise RuntimeError("the user id is the worker's")
    return "held"


def can_read(path):
    try:
        with open(path, "rb") as file:
            file.read()
        return True
    except OSError:
        return False

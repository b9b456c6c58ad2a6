"""The usual way to run a script with python-shell: a process for each run, JSON in and out over stdin and stdout."""

import importlib.util
import json
import sys

run = json.loads(sys.stdin.readline())
spec = importlib.util.spec_from_file_location("script", run["script"])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(json.dumps({"certificate": module.certificate_request(run["csr"], run["common_name"], run["args"])}))

"""Looks at a script without running it: `countersign script check` asks, by JSON on stdin and stdout.

-> {"files": {"script.py": "ZGVmIC4uLg=="}}
<- [{"level": "fault", "file": "script.py", "line": 3, "text": "..."}]
    level: fault (the script cannot work) or warning (it may, and somebody should look at the line).

Run by the Python that runs scripts, since what can be imported is what it finds.
"""

from __future__ import annotations

import ast
import base64
import importlib.util
import json
import os
import re
import sys
import warnings
from importlib.machinery import PathFinder
from typing import Iterator, NamedTuple, Optional, Union

ENTRY = "script.py"
FUNCTION = "certificate_request"

# What runner/avi.py has.
STOOD_IN_FOR = ("avi", "avi.infrastructure", "avi.infrastructure.avi_logging")
STAND_IN = "for which runner/avi.py stands in: of its logging there is get_root_logger, which writes to stderr"
NO_SDK = "which this Python does not have: runner/avi.py stands in for avi.infrastructure.avi_logging only"

# curl's options that take nothing and may stand before -k in one word.
INSECURE = re.compile(r"-[#fgGiIlLnNsSvqRjJaBpO]*k[#fgGiIlLnNsSvqRjJaBpO]*|--insecure|--no-check-certificate")
NOT_VERIFIED = "the CA's TLS certificate is not verified"

Function = (ast.FunctionDef, ast.AsyncFunctionDef)
Scope = (*Function, ast.ClassDef, ast.Lambda)


class Finding(NamedTuple):
    level: str
    file: str
    line: int
    text: str


def check(files: dict[str, bytes]) -> list[Finding]:
    """Everything found in the files of one script, keyed by their paths, in the order of their lines."""
    trees = {}
    found: list[Finding] = []
    for path in sorted(files):
        if not path.endswith(".py"):
            continue
        try:
            compile(files[path], path, "exec", dont_inherit=True)
            trees[path] = ast.parse(files[path], path)
        except SyntaxError as error:
            found.append(Finding("fault", path, error.lineno or 1, f"this is not Python: {error.msg}"))
        except (ValueError, RecursionError, MemoryError) as error:
            found.append(Finding("fault", path, 1, f"Python cannot read this: {error}"))
    for path, tree in trees.items():
        notes = [*imports(tree, set(files)), *dangers(tree), *(entry(tree) if path == ENTRY else [])]
        found += [Finding(level, path, line, text) for level, line, text in notes]
    return sorted(found, key=lambda finding: (finding.file, finding.line))


Note = tuple[str, int, str]


def entry(tree: ast.Module) -> Iterator[Note]:
    """What is wrong with how the entry file defines certificate_request."""
    bound = [node for node in inside_of(tree) if FUNCTION in names_bound_by(node)]
    if not bound and not any("*" in names_bound_by(node) for node in inside_of(tree)):
        yield "fault", 1, f"it defines no function {FUNCTION}(csr, common_name, args_dict)"
    for node in bound:
        if isinstance(node, ast.ClassDef):
            yield "fault", node.lineno, f"{FUNCTION} is a class: what it gives is no certificate"
        if isinstance(node, Function) and not node.decorator_list:
            yield from signature(node)


def signature(node: Union[ast.FunctionDef, ast.AsyncFunctionDef]) -> Iterator[Note]:
    given = node.args
    most = len(given.posonlyargs) + len(given.args)
    least = most - len(given.defaults)
    needs_keywords = any(default is None for default in given.kw_defaults)
    if least > 3 or needs_keywords or (most < 3 and given.vararg is None):
        yield "fault", node.lineno, f"{FUNCTION} is called with three positional arguments, and does not take them"
    inside = list(inside_of(node))
    if isinstance(node, ast.AsyncFunctionDef) or any(isinstance(one, (ast.Yield, ast.YieldFrom)) for one in inside):
        yield "fault", node.lineno, f"{FUNCTION} is a coroutine or a generator: calling it gives no certificate"
    elif not any(isinstance(one, ast.Return) and one.value is not None for one in inside):
        yield "warning", node.lineno, f"{FUNCTION} returns nothing: a run would always fail"


def names_bound_by(node: ast.AST) -> set[str]:
    if isinstance(node, (*Function, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name for alias in node.names}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def imports(tree: ast.Module, files: set[str]) -> Iterator[Note]:
    """What the file imports and this Python does not find."""
    guarded = {id(one) for node in ast.walk(tree) for one in guarded_by(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level > 0:
            level = "warning" if id(node) in guarded else "fault"
            yield level, node.lineno, "a relative import: a script is not a package, import its modules by name"
            continue
        wanted = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        wanted += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in wanted:
            note = missing(name, files)
            if note is not None:
                yield ("warning" if id(node) in guarded else note[0]), node.lineno, note[1]


def guarded_by(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a try that expects an import to fail, or under a condition that may not hold here."""
    if isinstance(node, ast.Try):
        caught = {name_of(one) for handler in node.handlers for one in types_of(handler)}
        if caught & {"", "ImportError", "ModuleNotFoundError", "Exception", "BaseException"}:
            yield from (one for part in node.body for one in ast.walk(part))
    if isinstance(node, ast.If):
        yield from (one for part in [*node.body, *node.orelse] for one in ast.walk(part))


def types_of(handler: ast.ExceptHandler) -> list[Optional[ast.expr]]:
    return [*handler.type.elts] if isinstance(handler.type, ast.Tuple) else [handler.type]


def missing(name: str, files: set[str]) -> Optional[tuple[str, str]]:
    """Nothing is imported for this: of a package, only its top level is certain to be found without."""
    top, *rest = name.split(".")
    if f"{top}.py" in files or any(path.startswith(f"{top}/") for path in files):
        return None
    if name in sys.modules:
        return None
    spec = importlib.util.find_spec(top)
    if spec is None and top == "avi":
        return "warning", f"{name} is of the Avi controller or its SDK, {STAND_IN if name in STOOD_IN_FOR else NO_SDK}"
    if spec is None:
        return "fault", f"there is no module {top} in this Python ({sys.executable})"
    for depth, _ in enumerate(rest, 2):
        try:
            spec = PathFinder.find_spec(".".join([top, *rest][:depth]), spec.submodule_search_locations or [])
        except KeyError:
            return None  # a package without __init__.py inside another one: it would have to be imported
        if spec is None:
            return "warning", f"{name} was not found in {top}, which may still make it when it is imported"
    return None


def dangers(tree: ast.Module) -> Iterator[Note]:
    """What a script may do, and an admin should know of; once for each line."""
    found = [(node.lineno, text) for node in ast.walk(tree) for text in [danger(node)] if text is not None]
    prose = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Expr) and is_text(node.value)}
    yield from (("warning", line, text) for line, text in dict.fromkeys(found) if line not in prose)


def danger(node: ast.AST) -> Optional[str]:
    if isinstance(node, ast.Call):
        return dangerous_call(node)
    if isinstance(node, ast.Attribute) and node.attr in ("CERT_NONE", "_create_unverified_context"):
        return f"{node.attr}: {NOT_VERIFIED}"
    if isinstance(node, ast.ImportFrom):
        unsafe = {alias.name for alias in node.names} & {"CERT_NONE", "_create_unverified_context"}
        return f"{min(unsafe)}: {NOT_VERIFIED}" if unsafe else None
    if isinstance(node, ast.Assign) and is_constant(node.value, False):
        ends = {name_of(target).rpartition(".")[2] for target in node.targets}
        unsafe = ends & {"check_hostname", "verify", "verify_ssl"}
        return f"{min(unsafe)} = False: {NOT_VERIFIED}" if unsafe else None
    if isinstance(node, ast.While) and has_no_end(node):
        return "this loop may never end: give it a limit (the run would end by its time limit, outcome unknown)"
    if is_constant(node, "CERT_NONE"):
        return f"CERT_NONE: {NOT_VERIFIED}"
    return insecure_command(node)


def dangerous_call(node: ast.Call) -> Optional[str]:
    called = name_of(node.func)
    if called in ("eval", "exec", "builtins.eval", "builtins.exec"):
        return f"{called} runs text as code"
    if any(word.arg in ("verify", "verify_ssl") and is_constant(word.value, False) for word in node.keywords):
        return f"verify=False: {NOT_VERIFIED}"
    if called.endswith("disable_warnings"):
        return "disable_warnings hides that a TLS certificate is not verified"
    return None


def insecure_command(node: ast.AST) -> Optional[str]:
    """curl or wget that are told not to verify, as one text or as a list of words."""
    parts = ast.walk(node) if isinstance(node, (ast.List, ast.Tuple, ast.JoinedStr)) else [node]
    words = [word for one in parts if isinstance(one, ast.Constant) for word in str(one.value).split()]
    programs = {word.rpartition("/")[2] for word in words} & {"curl", "wget"}
    options = [word for word in words if INSECURE.fullmatch(word)]
    return f"{min(programs)} {options[0]}: {NOT_VERIFIED}" if programs and options else None


def has_no_end(loop: ast.While) -> bool:
    """Nothing in it leaves the loop, and its condition is always true, or what it sleeps and waits for."""
    inside = list(inside_of(ast.Module(body=loop.body, type_ignores=[])))
    calls = {name_of(one.func) for one in inside if isinstance(one, ast.Call)}
    leaves = any(isinstance(one, (ast.Return, ast.Raise, ast.Break)) for one in inside)
    if leaves or calls & {"sys.exit", "exit", "quit", "os._exit"}:
        return False
    orders = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    counts = any(isinstance(one, orders) for one in ast.walk(loop.test))
    is_endless = isinstance(loop.test, ast.Constant) and bool(loop.test.value)
    return is_endless or (not counts and bool(calls & {"sleep", "time.sleep"}))


def inside_of(node: ast.AST) -> Iterator[ast.AST]:
    """What is in it, and not in a function or class that it defines."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, Scope):
            yield from inside_of(child)


def name_of(node: Optional[ast.AST]) -> str:
    """`a.b.c` as it is written, '' for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return ""


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_constant(node: ast.AST, value: object) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is type(value) and node.value == value


if __name__ == "__main__":
    # Our own modules are none of a script's.
    del sys.path[0]
    os.chdir("/")
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    decoded = {path: base64.b64decode(content) for path, content in asked["files"].items()}
    print(json.dumps([finding._asdict() for finding in check(decoded)]))

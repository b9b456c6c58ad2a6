"""What became of the call: the result frame for a value that was returned or an exception that was raised."""

from __future__ import annotations

import base64
import os
from typing import Any, Optional

from runner.protocol import Frame, ProtocolError

CAUSES = ("raised", "exited", "signalled", "bad-return", "not-loadable")
MAX_CERTIFICATE = 1 << 20
MAX_LINE = 32 << 10
MAX_DETAIL = 128 << 10
MAX_CHAIN = 16


def returned(value: Any) -> Frame:
    """str, bytes and bytearray are taken, PEM or DER; for everything else the words that say what it was."""
    if not isinstance(value, (str, bytes, bytearray)):
        kind = "None" if value is None else f"a value of type {type(value).__name__}"
        return failed("bad-return", f"certificate_request returned {kind}, not a certificate")
    name = "string" if isinstance(value, str) else type(value).__name__
    if len(value) > MAX_CERTIFICATE:
        size = f"{len(value)} {'characters' if name == 'string' else 'bytes'}"
        return failed("bad-return", f"certificate_request returned {size}, more than the 1 MB a chain may have")
    if not value.strip():
        return failed("bad-return", f"certificate_request returned an empty {name}, not a certificate")
    if isinstance(value, str):
        return _certificate("text", value)
    data = bytes(value)
    text = _pem_text(data)
    return _certificate("der", base64.b64encode(data).decode()) if text is None else _certificate("text", text)


def raised(error: BaseException, directory: str, loading: bool) -> Frame:
    """An exception, with the traceback from the script's own first line on, causes included."""
    detail = traceback_of(error, directory)
    if isinstance(error, SystemExit):
        return failed("exited", exit_words(error.code), detail)
    return failed("not-loadable" if loading else "raised", _summary(error) + _masked(error), detail)


def exit_words(code: Any) -> str:
    """`sys.exit(text)` is a failure that speaks for itself; a number is all that is known otherwise."""
    if code is None or isinstance(code, int):
        return f"the script exited with code {0 if code is None else int(code)}"
    text = _safe_text(code).strip()
    return text.split("\n")[0] if text else "the script exited with code 1"


def traceback_of(error: BaseException, directory: str) -> str:
    import traceback

    error.__traceback__ = _from_script_on(error.__traceback__, directory)
    try:
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except BaseException:
        text = f"{type(error).__name__} (its traceback cannot be shown)\n"
    return shortened(text.replace(directory + os.sep, ""))


def shortened(text: str) -> str:
    """Head and tail of a long text, cut between lines: the worker could not find half a sensitive value."""
    lines = [bearable(line) for line in text.split("\n")]
    tail: list[str] = []
    while sum(map(len, lines)) > MAX_DETAIL // 2 and len(text) > MAX_DETAIL:
        tail.append(lines.pop())
    room = MAX_DETAIL // 2
    kept = []
    for line in tail:
        room -= len(line)
        if room < 0:
            kept.append("[...]")
            break
        kept.append(line)
    return "\n".join(lines + kept[::-1])


def failed(cause: str, first_line: str, detail: str = "") -> Frame:
    return {
        "type": "result",
        "kind": "failed",
        "cause": cause,
        "first_line": bearable(first_line),
        "detail": detail,
    }


def with_words(result: Frame, first: list[str], last: str) -> Frame:
    """Adds what the script has written to a failure that says too little by itself.

    One that exits or dies has said why in its last line (`sys.exit(text)` has said it twice). One that brings
    nothing may have caught its own error, which then was the first that it wrote.
    """
    cause, first_line = result.get("cause"), result.get("first_line", "")
    if cause in ("exited", "signalled") and last and first_line not in last:
        return {**result, "first_line": f"{first_line}: {last}"}
    if cause == "bad-return" and first:
        return {**result, "first_line": f"{first_line}; it printed: {' / '.join(first)}"}
    return result


def checked_result(frame: Frame) -> Frame:
    """A result frame of a script's process, of which every field is what the worker expects; or ProtocolError."""
    if frame.get("kind") == "returned" and frame.get("encoding") in ("text", "der"):
        return _certificate(frame["encoding"], _text(frame, "certificate"))
    if frame.get("kind") == "failed" and frame.get("cause") in CAUSES:
        return failed(frame["cause"], _text(frame, "first_line"), _text(frame, "detail"))
    raise ProtocolError("not a result")


def _text(frame: Frame, field: str) -> str:
    value = frame.get(field)
    if not isinstance(value, str):
        raise ProtocolError(f"a result whose {field} is not a string")
    return value


def bearable(line: str, most: int = MAX_LINE) -> str:
    """Whole or not at all: the worker would not find half a sensitive value."""
    return line if len(line) <= most else f"[a line of {len(line)} characters left out]"


def _certificate(encoding: str, text: str) -> Frame:
    return {"type": "result", "kind": "returned", "encoding": encoding, "certificate": text}


def _pem_text(data: bytes) -> Optional[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if "-----BEGIN " in text else None


def _from_script_on(trace: Any, directory: str) -> Any:
    while trace is not None and not trace.tb_frame.f_code.co_filename.startswith(directory + os.sep):
        trace = trace.tb_next
    return trace


def _summary(error: BaseException) -> str:
    name = type(error).__name__
    text = _first_line(error)
    return f"{name}: {text}" if text else name


def _masked(error: BaseException) -> str:
    """The error that was there first, if this one hides it: `except: raise` of what cannot be raised, for one."""
    if error.__cause__ is not None or error.__suppress_context__:
        return ""
    first = error
    for _ in range(MAX_CHAIN):
        first = first.__context__ or first
    is_told = _first_line(first) in _first_line(error)
    return "" if is_told else f" (while it handled {_summary(first)})"


def _first_line(error: BaseException) -> str:
    return _safe_text(error).strip().split("\n")[0]


def _safe_text(value: Any) -> str:
    try:
        return str(value)
    except BaseException:
        return f"<{type(value).__name__} that cannot be shown>"

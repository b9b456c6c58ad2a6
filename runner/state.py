"""What a profile keeps from one run to the next: the files of one directory, packed into a text and unpacked again.

The text is JSON: {"format": 1, "entries": [{"path": "acme/a.key", "mode": 384, "mtime": 1767225600, "content": "..."}]}
path: relative, by slashes. content: base64, or null for a directory. Nothing but files and directories is kept: no
link, device or pipe, no owner, and of the mode only whether the owner may execute. Whoever unpacks does not trust it.
"""

from __future__ import annotations

import base64
import json
import os
import stat
from contextlib import ExitStack
from typing import Any, Optional

from runner.protocol import Frame
from runner.workspace import remove_workspace

PLACE = ".countersign-state"
FORMAT = 1
MOST_DEEP = 32
LATEST = 1 << 40
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
NOT_KEPT = "the state that the script left was not kept, that of before stays"
LEFT_OUT = "of what the script left in its state was not kept: only files and directories are"
# A script that was cut off may have been in the middle of a file.
OWN_ENDS = ("raised", "exited", "bad-return", "not-loadable")


class TooLarge(Exception):
    """It would be over the limit when packed."""


class State:
    """The directory that a run finds in COUNTERSIGN_STATE_DIR; on rung 3 and above it is the run's own /tmp."""

    def __init__(self, given: Optional[Frame], rung: int, directory: str) -> None:
        """Unpacks it. OSError or ValueError, and the run's directory is removed, if that cannot be done."""
        self.place = ""
        if given is None:
            return
        self._most: int = given["most_bytes"]
        self._but = os.path.basename(directory)
        self.place = os.path.realpath("/tmp") if rung >= 3 else os.path.join(directory, PLACE)
        try:
            if rung < 3:
                os.mkdir(self.place, 0o700)
            unpack(given["archive"], self.place)
        except BaseException:
            remove_workspace(directory)
            raise

    def left_by(self, result: Frame) -> Optional[Frame]:
        """The frame with what the script has left, if it ended by itself."""
        if not self.place or (result["kind"] != "returned" and result.get("cause") not in OWN_ENDS):
            return None
        try:
            archive, left_out = pack(self.place, self._most, self._but)
        except TooLarge:
            return state_frame(None, f"{NOT_KEPT}: packed, it would be over {self._most >> 10} KB")
        except OSError as error:
            return state_frame(None, f"{NOT_KEPT}: it cannot be read ({error.strerror})")
        return state_frame(archive, f"{left_out} {LEFT_OUT}" if left_out else "")


def state_frame(archive: Optional[str], note: str) -> Frame:
    return {"type": "state", "archive": archive, "note": note}


def unpack(archive: str, place: str) -> None:
    """Into a directory that is there. ValueError for everything that `pack` would not have made."""
    if not archive:
        return
    root = os.open(place, FOLDER)
    try:
        for entry in entries_of(archive):
            with ExitStack() as opened:
                put(root, entry, opened)
    finally:
        os.close(root)


def entries_of(archive: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(archive)
        if content["format"] != FORMAT:
            raise ValueError(f"format {content['format']}")
        return [checked(entry) for entry in content["entries"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"the kept state is not what it should be: {error}") from error


def checked(entry: dict[str, Any]) -> dict[str, Any]:
    steps = entry["path"].split("/")
    if len(steps) > MOST_DEEP or any(step in ("", ".", "..") or "\0" in step for step in steps):
        raise ValueError("a path that leads elsewhere")
    if type(entry["mode"]) is not int or type(entry["mtime"]) is not int or not 0 <= entry["mtime"] < LATEST:
        raise ValueError("an entry without mode or time")
    content = entry["content"]
    return {**entry, "content": None if content is None else base64.b64decode(content, validate=True)}


def put(root: int, entry: dict[str, Any], opened: ExitStack) -> None:
    *folders, name = entry["path"].split("/")
    within = root
    for step in folders if entry["content"] is not None else (*folders, name):
        within = folder_in(within, step, os.fstat(root).st_dev, opened)
    if entry["content"] is None:
        return
    file = os.open(name, CREATE, 0o600, dir_fd=within)
    with os.fdopen(file, "wb") as target:
        target.write(entry["content"])
        target.flush()
        os.fchmod(file, 0o600 | entry["mode"] & 0o100)
        os.utime(file, (entry["mtime"], entry["mtime"]))


def folder_in(parent: int, name: str, device: int, opened: ExitStack) -> int:
    """Makes it if it is not there. What the box shows in a run's /tmp is none of the state's folders."""
    try:
        os.mkdir(name, 0o700, dir_fd=parent)
    except FileExistsError:
        pass
    folder = os.open(name, FOLDER, dir_fd=parent)
    opened.callback(os.close, folder)
    if os.fstat(folder).st_dev != device:
        raise ValueError(f"the kept state has files in {name!r}, which is a folder of others here")
    return folder


def pack(place: str, most: int, but: str = "") -> tuple[str, int]:
    """All in `place` without its entry `but`, "" if there is nothing, and how many entries are left out."""
    packer = Packer(most)
    try:
        root = os.open(place, FOLDER)
    except FileNotFoundError:
        return "", 0
    try:
        packer.take_all(root, "", os.fstat(root).st_dev, 1, but)
    finally:
        os.close(root)
    return packer.text(), packer.left_out


def archive_of(entries: list[str]) -> str:
    return f'{{"format": {FORMAT}, "entries": [{", ".join(entries)}]}}'


class Packer:
    """Collects entries; follows no link, and does not leave the file system that it began in."""

    def __init__(self, most: int) -> None:
        self._room = most - len(archive_of([]))
        self._entries: list[str] = []
        self.left_out = 0

    def text(self) -> str:
        return archive_of(self._entries) if self._entries else ""

    def take_all(self, folder: int, path: str, device: int, depth: int, but: str = "") -> None:
        for name in sorted(os.listdir(folder)):
            if path == "" and name == but:
                continue
            try:
                self._take(folder, name, f"{path}{name}", device, depth)
            except OSError:
                self.left_out += 1

    def _take(self, folder: int, name: str, path: str, device: int, depth: int) -> None:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if found.st_dev != device:
            return
        if stat.S_ISDIR(found.st_mode) and depth < MOST_DEEP:
            inside = os.open(name, FOLDER, dir_fd=folder)
            try:
                self._add(path, found, None)
                self.take_all(inside, f"{path}/", device, depth + 1)
            finally:
                os.close(inside)
        elif stat.S_ISREG(found.st_mode):
            self._add(path, found, self._read(folder, name))
        else:
            self.left_out += 1

    def _read(self, folder: int, name: str) -> bytes:
        with os.fdopen(os.open(name, READ, dir_fd=folder), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError("it was a file a moment ago")
            return file.read(max(self._room, 0) + 1)

    def _add(self, path: str, found: os.stat_result, content: Optional[bytes]) -> None:
        coded = None if content is None else base64.b64encode(content).decode("ascii")
        mode, mtime = stat.S_IMODE(found.st_mode), min(max(int(found.st_mtime), 0), LATEST - 1)
        entry = json.dumps({"path": path, "mode": mode, "mtime": mtime, "content": coded})
        self._room -= len(entry) + len(", ")
        if self._room < 0:
            raise TooLarge
        self._entries.append(entry)

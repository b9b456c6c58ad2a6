"""The run's own directory: its cwd, HOME and TMPDIR, with the script's files in it."""

from __future__ import annotations

import base64
import fcntl
import os

BLOCK, SECTOR = 4096, 512
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def make_workspace(base: str, files: dict[str, str], name: str = "countersign-run") -> str:
    """Makes a new private directory in `base` (a real path) with these files (path -> base64); gives its path."""
    directory = f"{base}/{name}-{os.urandom(8).hex()}"
    os.mkdir(directory, 0o700)
    hold(directory)
    try:
        for path, content in files.items():
            write_inside(directory, path, base64.b64decode(content))
    except BaseException:
        remove_workspace(directory)
        raise
    return directory


def hold(directory: str) -> None:
    """Keeps it from being swept up (sweep.py) until this process ends, however it ends: its locks go with it."""
    try:
        fcntl.flock(os.open(directory, FOLDER), fcntl.LOCK_EX)
    except OSError:
        pass  # Where there are no locks nothing is swept up.


def write_inside(directory: str, path: str, content: bytes) -> None:
    target = os.path.normpath(os.path.join(directory, path))
    if not target.startswith(directory + os.sep):
        raise ValueError(f"the file {path!r} is outside of the script's folder")
    folder = os.path.dirname(target)
    if folder != directory:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    with open(target, "xb") as file:
        file.write(content)


def size_of(directory: str, enough: int) -> int:
    """Bytes of all files in it, an entry counting as a block at least; stops counting where it is `enough`."""
    size = 0
    folders = [directory]
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    size += max(BLOCK, entry.stat(follow_symlinks=False).st_blocks * SECTOR)
                    if size > enough:
                        return size
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError:
            continue
    return size


def remove_workspace(directory: str) -> None:
    """Removes everything in it, also what the script has made unreadable; leaves what cannot be removed."""
    folders = [directory]
    for folder in folders:
        try:
            os.chmod(folder, 0o700)
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        os.unlink(entry.path)
        except OSError:
            continue
    for folder in reversed(folders):
        try:
            os.rmdir(folder)
        except OSError:
            continue

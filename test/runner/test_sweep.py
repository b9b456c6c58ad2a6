"""What a worker that was killed with all its processes has left goes when the next one starts; nothing else does."""

import os
import signal
import tempfile
import time
import unittest
from pathlib import Path

from runner.sweep import YOUNG_SECONDS, sweep
from runner.workspace import hold
from test.runner.run_process import RunProcess, fixture_files, is_gone, run_fixture, run_frame


def make_old(directory: Path) -> None:
    then = time.time() - YOUNG_SECONDS - 1
    os.utime(directory, (then, then))


class Sweep(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.base = Path(folder.name)

    def make(self, name: str) -> Path:
        directory = self.base / name
        directory.mkdir()
        (directory / "inside").mkdir()
        (directory / "inside" / "file").touch()
        make_old(directory)
        return directory

    def test_what_nobody_holds_is_removed_with_all_that_is_in_it(self) -> None:
        for kind in ("run", "rehearsal", "runner", "probe"):
            self.make(f"countersign-{kind}-1")
        sweep(str(self.base))
        self.assertEqual(list(self.base.iterdir()), [])

    def test_what_a_living_process_holds_stays(self) -> None:
        directory = self.make("countersign-run-1")
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            hold(str(directory))
            os.write(write, b"1")
            signal.pause()
        os.read(read, 1)
        sweep(str(self.base))
        self.assertTrue((directory / "inside" / "file").exists())
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        sweep(str(self.base))
        self.assertFalse(directory.exists())

    def test_what_is_young_or_has_another_name_or_is_no_directory_stays(self) -> None:
        os.utime(self.make("countersign-run-young"))
        self.make("somebody-elses")
        (self.base / "countersign-run-link").symlink_to(self.make("target"))
        (self.base / "countersign-run-file").touch()
        make_old(self.base / "countersign-run-file")
        before = sorted(self.base.rglob("*"))
        sweep(str(self.base))
        self.assertEqual(sorted(self.base.rglob("*")), before)

    @unittest.skipIf(os.geteuid() != 0, "only root can give a directory away")
    def test_what_belongs_to_somebody_else_stays(self) -> None:
        directory = self.make("countersign-run-1")
        os.chown(directory, 65534, 65534)
        sweep(str(self.base))
        self.assertTrue(directory.exists())

    def test_a_base_that_is_not_there_is_nothing_to_sweep(self) -> None:
        sweep(str(self.base / "nowhere"))


@unittest.skipUnless(os.path.exists("/proc/self"), "only Linux ends a script with what watches over it")
class Start(unittest.TestCase):
    def test_the_next_start_removes_the_directory_of_a_run_that_was_killed_and_not_that_of_one_that_runs(self) -> None:
        killed = RunProcess(run_frame(fixture_files("hangs")))
        with killed, RunProcess(run_frame(fixture_files("sleeps"), {"seconds": "600"})) as running:
            pids = killed.printed_pids()
            running.until(lambda frame: frame["type"] == "output")
            killed.process.kill()
            os.killpg(pids[0], signal.SIGKILL)
            self.assertTrue(all(is_gone(pid) for pid in pids))
            self.assertTrue((killed.directory() / "script.py").exists())
            make_old(killed.directory())
            make_old(running.directory())
            run_fixture("returns", {"what": "text", "certificate": "x"})
            self.assertFalse(killed.directory().exists())
            self.assertTrue((running.directory() / "script.py").exists())
        self.assertFalse(running.directory().exists())

"""What a script finds around itself, and what it does not."""

import glob
import json
import os
import unittest

from test.runner.run_process import RunProcess, fixture_files, run_fixture, run_frame


class Surroundings(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        env = {"SLACK_BOT_TOKEN": "xoxb-secret", "LC_TIME": "C.UTF-8", "PYTHONSAFEPATH": "1"}
        frame = run_frame(fixture_files("surroundings"), env=["PATH", "LC_TIME", "ABSENT"])
        with RunProcess(frame, env) as run:
            cls.seen = json.loads(run.result()["certificate"])
        cls.directory = str(run.directory())

    def test_it_has_a_private_directory_for_cwd_home_and_temp_files(self) -> None:
        self.assertEqual(self.seen["cwd"], self.directory)
        self.assertEqual(self.seen["temp"], self.directory)
        self.assertEqual(self.seen["files"], ["script.py"])
        self.assertEqual((self.seen["mode"], self.seen["umask"]), (0o700, 0o077))

    def test_its_environment_is_what_the_frame_names_and_the_directory(self) -> None:
        expected = {"PATH": os.environ["PATH"], "LC_TIME": "C.UTF-8"}
        self.assertEqual(self.seen["environ"], {**expected, "HOME": self.directory, "TMPDIR": self.directory})

    def test_it_is_a_module_of_a_python_that_looks_new(self) -> None:
        self.assertEqual((self.seen["name"], self.seen["argv"]), ("script", ["script.py"]))
        self.assertEqual(self.seen["path"][0], self.directory)
        self.assertEqual([path for path in self.seen["path"] if path.endswith("runner")], [])
        self.assertEqual(self.seen["ours"], [])
        self.assertTrue(self.seen["leads_session"] and self.seen["term"])

    def test_it_can_leave_no_core_dump_which_would_put_values_on_disk(self) -> None:
        self.assertEqual(self.seen["core"], [0, 0])

    def test_it_has_no_descriptor_but_the_standard_three_and_one_for_its_result(self) -> None:
        self.assertEqual(self.seen["descriptors"][:3], [0, 1, 2])
        self.assertEqual(len(self.seen["descriptors"]), 4)
        self.assertEqual(self.seen["stdin"], "")


@unittest.skipUnless(os.path.exists("/proc/self"), "there is no /proc to look at")
class Values(unittest.TestCase):
    def test_no_value_is_in_argv_environment_or_a_file(self) -> None:
        args = {"needle": os.urandom(24).hex()}
        self.assertEqual(json.loads(run_fixture("scans", args).result()["certificate"]), [])

    def test_no_value_can_be_seen_from_outside_while_the_script_runs(self) -> None:
        needle = os.urandom(24).hex()
        args = {"needle": needle, "seconds": "600"}
        with RunProcess(run_frame(fixture_files("sleeps"), args, csr=needle, common_name=needle)) as run:
            run.until(lambda frame: frame["type"] == "output")
            places = glob.glob("/proc/[0-9]*/cmdline") + glob.glob("/proc/[0-9]*/environ")
            places += glob.glob("/tmp/countersign-run-*/**", recursive=True)
            found = [path for path in places if os.path.isfile(path) and needle in self.read(path)]
        self.assertEqual(found, [])

    @staticmethod
    def read(path: str) -> str:
        try:
            with open(path, encoding="latin-1") as file:
                return file.read()
        except OSError:
            return ""

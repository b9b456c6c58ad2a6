"""However a run ends, nothing of it is left: no process, no file."""

import os
import signal
import unittest

from test.runner.run_process import RunProcess, fixture_files, is_gone, run_fixture, run_frame

BRIEF = {"wall_seconds": 1, "output_bytes": 65536}


class Ending(unittest.TestCase):
    def assert_nothing_left(self, run: RunProcess, pids: list) -> None:
        for pid in pids:
            self.assertTrue(is_gone(pid), f"process {pid} is alive")
        self.assertFalse(run.directory().exists())

    def test_a_script_past_its_time_limit_ends_with_its_children(self) -> None:
        with RunProcess(run_frame(fixture_files("hangs"), limits=BRIEF)) as run:
            pids = run.printed_pids()
            result = run.result()
        self.assertEqual(result, {"type": "result", "kind": "timed-out", "after_seconds": 1})
        self.assertEqual(len(pids), 2)
        self.assert_nothing_left(run, pids)

    def test_a_daemon_that_keeps_stdout_open_neither_delays_the_result_nor_survives(self) -> None:
        with RunProcess(run_frame(fixture_files("daemon"))) as run:
            pids = run.printed_pids()
            self.assertEqual(run.result()["kind"], "returned")
        self.assert_nothing_left(run, pids)

    def test_a_daemon_does_not_survive_the_time_limit(self) -> None:
        with RunProcess(run_frame(fixture_files("daemon"), {"hang": "yes"}, limits=BRIEF)) as run:
            pids = run.printed_pids()
            self.assertEqual(run.result()["kind"], "timed-out")
        self.assert_nothing_left(run, pids)

    def test_the_end_of_the_channel_ends_the_run(self) -> None:
        for name in ("hangs", "daemon"):
            with self.subTest(name), RunProcess(run_frame(fixture_files(name), {"hang": "yes"})) as run:
                pids = run.printed_pids()
                run.channel.close()
                self.assertEqual(run.process.wait(5), 0)
                self.assert_nothing_left(run, pids)

    def test_signals_to_the_run_process_do_not_end_the_run(self) -> None:
        with RunProcess(run_frame(fixture_files("sleeps"), {"seconds": "0.3"})) as run:
            run.until(lambda frame: frame["type"] == "output")
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                run.process.send_signal(number)
            self.assertEqual(run.result()["kind"], "returned")

    @unittest.skipUnless(os.path.exists("/proc/self"), "only Linux tells a child of its parent's death")
    def test_the_death_of_the_run_process_ends_the_script(self) -> None:
        with RunProcess(run_frame(fixture_files("hangs"))) as run:
            script, _ = run.printed_pids()
            run.process.kill()
            self.assertTrue(is_gone(script))
            os.killpg(script, signal.SIGKILL)
            os.system(f"rm -rf {run.directory()}")

    def test_a_channel_that_ends_before_the_run_frame_starts_nothing(self) -> None:
        with RunProcess() as run:
            run.channel.close()
            self.assertEqual(run.process.wait(5), 0)

    def test_a_directory_that_the_script_has_locked_is_removed(self) -> None:
        import base64

        source = (
            "import os\ndef certificate_request(*_):\n"
            "    os.makedirs('a/b'); open('a/b/c', 'w').close(); os.symlink('/etc', 'a/link')\n"
            "    os.chmod('a/b', 0); os.chmod('a', 0); os.chmod('.', 0)\n    return 'x'\n"
        )
        with RunProcess(run_frame({"script.py": base64.b64encode(source.encode()).decode()})) as run:
            self.assertEqual(run.result()["kind"], "returned")
        self.assert_nothing_left(run, [])
        self.assertTrue(os.path.exists("/etc/passwd"))


class Flood(unittest.TestCase):
    def test_of_too_much_output_head_and_tail_are_kept_in_whole_lines(self) -> None:
        run = run_fixture("floods")
        left_out = [frame["bytes"] for frame in run.frames if frame["type"] == "left_out"]
        output = run.output()
        lines = output.split("\n")
        self.assertEqual(lines[:2], [f"{number:099d}" for number in range(2)])
        self.assertEqual(lines[-2:], [f"{49999:099d}", ""])
        self.assertEqual({len(line) for line in lines[:-1]}, {99})
        self.assertEqual(left_out, [5_000_000 - len(output)])
        self.assertTrue(2 * 65536 - 200 <= len(output) <= 2 * 65536)

    def test_a_line_longer_than_the_limit_is_left_out_whole(self) -> None:
        run = run_fixture("floods", {"how": "one line"})
        self.assertEqual(run.output(), "first\nlast\n")
        self.assertIn({"type": "left_out", "bytes": 5_000_001}, run.frames)

"""What a script may return and do, and what is reported of it."""

import json
import unittest

from test.runner.run_process import RunProcess, fixture_files, run_fixture, run_frame

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def returns(what: str) -> dict:
    return run_fixture("returns", {"what": what, "certificate": PEM}).result()


class Returned(unittest.TestCase):
    def test_the_function_gets_three_positional_arguments_all_strings(self) -> None:
        call = json.loads(returns("call")["certificate"])
        self.assertEqual(call, ["the csr\n", "www.example.org", {"what": "call", "certificate": PEM}])

    def test_text_bytes_and_bytearray_are_taken_as_they_are(self) -> None:
        for what, text in (
            ("text", PEM),
            ("bytes", PEM),
            ("bytearray", PEM),
            ("crlf", PEM.replace("\n", "\r\n")),
            ("around", f"subject=CN = www.example.org\n{PEM}\nthat was it\n"),
        ):
            with self.subTest(what):
                result = returns(what)
                self.assertEqual((result["kind"], result["encoding"]), ("returned", "text"))
                self.assertEqual(result["certificate"], text)

    def test_bytes_that_are_no_pem_are_marked_as_der(self) -> None:
        for what, encoded in (("der", "MIIB"), ("garbage", "/wBnYXJiYWdl")):
            with self.subTest(what):
                result = returns(what)
                self.assertEqual((result["encoding"], result["certificate"]), ("der", encoded))

    def test_everything_else_is_refused_in_words(self) -> None:
        for what, words in (
            ("none", "certificate_request returned None, not a certificate"),
            ("list", "certificate_request returned a value of type list, not a certificate"),
            ("number", "certificate_request returned a value of type int, not a certificate"),
            ("empty", "certificate_request returned an empty string, not a certificate"),
            ("blank", "certificate_request returned an empty string, not a certificate"),
            ("no-bytes", "certificate_request returned an empty bytes, not a certificate"),
            ("huge", "certificate_request returned 1048577 characters, more than the 1 MB a chain may have"),
        ):
            with self.subTest(what):
                result = returns(what)
                self.assertEqual((result["cause"], result["first_line"]), ("bad-return", words))

    def test_what_is_printed_is_output_and_never_the_certificate(self) -> None:
        run = run_fixture("chatter", {"certificate": PEM})
        self.assertEqual(run.result()["certificate"], PEM)
        self.assertTrue(run.output("stdout").startswith("PROGRESS: asking the CA\nDEBUG: session"))
        self.assertTrue(run.output("stdout").endswith(f"said by a program\n{PEM}\nünterminated"))
        self.assertEqual(run.output("stderr"), "certificate_request the csr\n www.example.org\n")

    def test_modules_beside_the_script_are_imported_before_any_of_ours(self) -> None:
        result = run_fixture("with_modules").result()
        self.assertEqual(result["certificate"], "neighbour lib runner beside the script")


class Avi(unittest.TestCase):
    """Scripts written for the controller."""

    def run_source(self, source: str, **env: str) -> RunProcess:
        import base64

        files = {"script.py": base64.b64encode(source.encode()).decode()}
        run = RunProcess(run_frame(files, env=["PATH", *env]), env)
        with run:
            run.result()
        return run

    def test_their_logging_loads_and_goes_to_stderr(self) -> None:
        run = self.run_source(
            "import logging\nfrom avi.infrastructure.avi_logging import get_root_logger\n"
            "log = get_root_logger(__name__, '/opt/avi/log/x.log', logging.DEBUG)\n"
            "def certificate_request(csr, common_name, kwargs):\n    log.debug('asked for %s', common_name)\n"
            "    return 'certificate'\n"
        )
        self.assertEqual(run.result()["kind"], "returned")
        self.assertRegex(run.output("stderr"), "^[-0-9]+ [:,0-9]+ DEBUG asked for www.example.org\n$")

    def test_what_needs_the_real_sdk_says_so(self) -> None:
        result = self.run_source("from avi.sdk.avi_api import ApiSession\n").result()
        self.assertEqual(result["cause"], "not-loadable")
        self.assertIn("avi.sdk is a part of the Avi SDK or controller, which is not inst", result["first_line"])

    def test_the_real_sdk_comes_first_where_it_is_installed(self) -> None:
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "avi" / "sdk").mkdir(parents=True)
            (Path(folder) / "avi" / "__init__.py").touch()
            (Path(folder) / "avi" / "sdk" / "__init__.py").touch()
            (Path(folder) / "avi" / "sdk" / "avi_api.py").write_text("ApiSession = 'the real one'\n")
            run = self.run_source(
                "from avi.sdk.avi_api import ApiSession\n"
                "from avi.infrastructure.avi_logging import get_root_logger\n"
                "def certificate_request(*_):\n    return ApiSession\n",
                PYTHONPATH=folder,
            )
        self.assertEqual(run.result()["certificate"], "the real one")


class Failed(unittest.TestCase):
    def test_an_exception_is_told_with_its_causes(self) -> None:
        result = run_fixture("raises").result()
        self.assertEqual(result["cause"], "raised")
        self.assertEqual(result["first_line"], "RuntimeError: no certificate for www.example.org")
        first, cause, error = result["detail"].partition("direct cause")
        self.assertIn('  File "script.py", line 4, in certificate_request\n', first)
        self.assertIn("KeyError: 'order'", first)
        self.assertIn("second line\n", error)
        self.assertNotIn("runner/", result["detail"])

    def test_an_exception_without_words_is_told_by_its_class(self) -> None:
        result = run_fixture("raises_unprintable").result()
        self.assertEqual(result["first_line"], "Unprintable: <Unprintable that cannot be shown>")
        self.assertIn('raise Unprintable("secret")', result["detail"])

    def test_an_error_that_hides_another_is_told_with_the_one_that_was_there_first(self) -> None:
        for how, words in (
            ("raises_what_cannot_be_raised", "exceptions must derive from BaseException (while it handled NameError: "),
            ("raises_another", "ValueError: no certificate (while it handled KeyError: 'serial')"),
            ("raises_another_from_none", "ValueError: no certificate"),
            ("says_it_again", "ValueError: it said 'connection refused'"),
        ):
            with self.subTest(how):
                result = run_fixture("masks", {"how": how}).result()
                self.assertEqual(result["cause"], "raised")
                self.assertIn(words, result["first_line"])
                self.assertEqual("while" in words, "while" in result["first_line"])

    def test_an_error_that_was_caught_and_only_printed_is_told_by_the_first_lines_of_output(self) -> None:
        nothing = "certificate_request returned None, not a certificate"
        for how, words in (
            ("logs_and_returns_none", "; it printed: ERROR the CA said no: quota / WARNING generated successfully"),
            ("prints_its_traceback", "; it printed: KeyError: 'serial'"),
            ("prints_much", "; it printed: line 0 / [a line of 1000 characters left out] / line 2"),
            ("only_progress", ""),
        ):
            with self.subTest(how):
                result = run_fixture("masks", {"how": how}).result()
                self.assertEqual((result["cause"], result["first_line"]), ("bad-return", nothing + words))

    def test_an_exit_is_told_with_the_last_words_on_stderr(self) -> None:
        for code, words in (
            ("2", "the script exited with code 2: vault: permission denied"),
            ("0", "the script exited with code 0: vault: permission denied"),
            ("the token has expired", "the token has expired"),
        ):
            with self.subTest(code):
                run = run_fixture("exits", {"code": code})
                self.assertEqual(run.result()["cause"], "exited")
                self.assertEqual(run.result()["first_line"], words)
                self.assertTrue(run.output("stderr").startswith("InsecureRequestWarning: noise\nvault: perm"))

    def test_a_hard_exit_and_a_signal_are_told(self) -> None:
        hard = run_fixture("exits_hard").result()
        self.assertEqual((hard["cause"], hard["first_line"]), ("exited", "the script exited with code 3: gave up"))
        crash = run_fixture("crashes").result()
        words = "the script was ended by the signal SIGSEGV: about to crash"
        self.assertEqual((crash["cause"], crash["first_line"]), ("signalled", words))

    def test_a_script_that_does_not_load_is_told_apart(self) -> None:
        for name, words in (
            ("bad_import", "ModuleNotFoundError: No module named 'a_module_that_nobody_has'"),
            ("bad_syntax", "SyntaxError: "),
            ("not_a_script", "ImportError: script.py defines no function certificate_request(csr, common_name"),
        ):
            with self.subTest(name):
                result = run_fixture(name).result()
                self.assertEqual(result["cause"], "not-loadable")
                self.assertIn(words, result["first_line"])

    def test_files_outside_of_the_folder_are_not_written(self) -> None:
        files = {**fixture_files("returns"), "../escaped.py": ""}
        with RunProcess(run_frame(files)) as run:
            result = run.result()
        self.assertEqual(result["cause"], "not-loadable")
        self.assertIn("'../escaped.py' is outside of the script's folder", result["first_line"])

    def test_a_forged_result_is_a_bad_return(self) -> None:
        source = "import os\ndef certificate_request(*_):\n    for fd in range(3, 99):\n        try: os.write(fd, {})\n"
        source += "        except OSError: pass\n    os._exit(0)\n"
        for forged in (b"\0\0\0\2{}", b"\0\0\0\1{", b"\xff" * 8):
            with self.subTest(forged):
                import base64

                script = base64.b64encode(source.format(repr(forged)).encode()).decode()
                with RunProcess(run_frame({"script.py": script})) as run:
                    self.assertEqual(run.result()["cause"], "bad-return")

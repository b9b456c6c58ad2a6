"""The frames are those that the description at the top of runner/protocol.py shows."""

import json
import re
import struct
import unittest

from runner import protocol
from runner.output import Output
from runner.protocol import Frame, FrameReader, ProtocolError, Run
from runner.report import checked_result, failed, returned
from runner.state import state_frame
from test.runner.run_process import run_fixture


def progress_frame() -> Frame:
    frames: list[Frame] = []
    Output(1, frames.append).feed("stdout", b"PROGRESS: on the way\n")
    return frames[0]


def described(arrow: str) -> list:
    """The example frames of the description: from an arrow to the end of the braces it opens."""
    text = protocol.__doc__ or ""
    starts = [match.end() for match in re.finditer(f"^{arrow} ", text, re.MULTILINE)]
    return [json.JSONDecoder(strict=False).raw_decode(text[start:])[0] for start in starts]


class Description(unittest.TestCase):
    def test_its_run_frame_is_taken(self) -> None:
        (frame,) = described("->")
        run = Run(frame)
        self.assertEqual(run.common_name, "www.example.org")
        self.assertEqual((run.wall_seconds, run.output_bytes, run.env), (600, 65536, ["PATH", "LANG"]))

    def test_its_answers_have_the_fields_of_those_that_are_sent(self) -> None:
        sent = {
            "started": run_fixture("returns", {"what": "none"}).frames[0],
            "output": run_fixture("chatter", {"certificate": "x"}).frames[1],
            "progress": progress_frame(),
            "left_out": next(f for f in run_fixture("floods").frames if f["type"] == "left_out"),
            "state": state_frame("", ""),
            "returned": returned("x"),
            "failed": failed("raised", "OSError: no", "Trace"),
            "timed-out": {"type": "result", "kind": "timed-out", "after_seconds": 1},
        }
        for frame in described("<-"):
            name = frame.get("kind", frame["type"])
            with self.subTest(name):
                real = sent.pop(name)
                self.assertEqual({k: type(v) for k, v in real.items()}, {k: type(v) for k, v in frame.items()})
        self.assertEqual(sent, {})

    def test_its_results_of_a_script_are_taken(self) -> None:
        for frame in described("<-"):
            if frame.get("kind") in ("returned", "failed"):
                self.assertEqual(checked_result(frame), frame)


class Frames(unittest.TestCase):
    def test_a_frame_is_put_together_from_any_pieces(self) -> None:
        body = json.dumps({"a": "é" * 100}).encode()
        reader = FrameReader()
        pieces = [struct.pack(">I", len(body))[i : i + 1] for i in range(4)] + [body[:7], body[7:]]
        self.assertEqual([reader.feed(piece) for piece in pieces], [None] * 5 + [{"a": "é" * 100}])

    def test_what_is_no_frame_is_an_error(self) -> None:
        for data in (b"\xff\xff\xff\xff", b"\0\0\0\1{", b"\0\0\0\2[]"):
            with self.subTest(data), self.assertRaises(ProtocolError):
                FrameReader().feed(data)

    def test_a_run_of_another_protocol_or_with_values_that_are_no_strings_is_refused(self) -> None:
        (frame,) = described("->")
        for change in ({"protocol": 2}, {"type": "walk"}, {"csr": None}, {"args": {"a": True}}):
            with self.subTest(change), self.assertRaises(ProtocolError):
                Run({**frame, **change})

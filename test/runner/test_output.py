"""Of any output in any pieces: whole lines, in order, and every byte either passed on or counted."""

import random
import unittest

from runner.output import Output

LIMIT = 100


def collect(pieces: list) -> tuple:
    frames: list = []
    output = Output(LIMIT, frames.append)
    for stream, data in pieces:
        output.feed(stream, data)
    live = len(frames)
    output.finish()
    return frames, live, output.last_line()


class Pieces(unittest.TestCase):
    def test_whatever_comes_nothing_is_lost_uncounted_and_no_line_is_cut(self) -> None:
        dice = random.Random(3)
        for _ in range(2000):
            sizes = [dice.choice([0, 1, 9, 40, 98, 99, 100, 101, 250]) for _ in range(dice.randint(0, 8))]
            lines = [bytes([97 + i]) * size + b"\n" for i, size in enumerate(sizes)]
            text = b"".join(lines)[: -1 if dice.random() < 0.3 else None]
            cuts = sorted(dice.randint(0, len(text)) for _ in range(dice.randint(0, 6)))
            pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)])]
            frames, _, _ = collect([("stdout", piece) for piece in pieces if piece])
            sent = "".join(frame.get("text", "") for frame in frames)
            missing = sum(frame.get("bytes", 0) for frame in frames)
            self.assertEqual(len(sent) + missing, len(text))
            self.assertLessEqual(len(sent), 2 * LIMIT)
            self.assertLessEqual(sum(frame["type"] == "left_out" for frame in frames), 1)
            whole = text.decode().split("\n")
            self.assertEqual([line for line in sent.split("\n") if line and line not in whole], [])
            if len(text) <= LIMIT:
                self.assertEqual(sent, text.decode())

    def test_lines_are_passed_on_as_soon_as_they_end(self) -> None:
        frames, live, _ = collect([("stdout", b"one\ntw"), ("stderr", b"err"), ("stdout", b"o\nthree")])
        texts = [(frame["stream"], frame["text"]) for frame in frames]
        self.assertEqual(texts[:live], [("stdout", "one\n"), ("stdout", "two\n")])
        self.assertEqual(texts[live:], [("stdout", "three"), ("stderr", "err")])

    def test_a_character_in_two_pieces_stays_whole_and_no_character_at_all_is_replaced(self) -> None:
        euro = "€\n".encode()
        frames, _, _ = collect([("stdout", euro[:1]), ("stdout", euro[1:]), ("stdout", b"\xff\n")])
        self.assertEqual("".join(frame["text"] for frame in frames), "€\n\ufffd\n")

    def test_the_last_line_is_that_of_stderr_or_else_of_stdout(self) -> None:
        self.assertEqual(collect([("stdout", b"a\nb\n\n")])[2], "b")
        self.assertEqual(collect([("stdout", b"a\n"), ("stderr", b"x\ny"), ("stdout", b"b\n")])[2], "y")
        self.assertEqual(collect([])[2], "")

    def test_what_is_for_people_is_told_at_once_even_where_the_lines_wait_for_the_end(self) -> None:
        long = b"x" * LIMIT + b"\n"
        frames, live, _ = collect([("stdout", b"PROGRESS: 1\n"), ("stdout", long + b"PROGRESS: 2\nPROGRESS: 3\nx\n")])
        told = [frame["text"] for frame in frames[:live] if frame["type"] == "progress"]
        self.assertEqual(told, ["PROGRESS: 3"])
        tail = "".join(frame.get("text", "") for frame in frames[live:])
        self.assertEqual(tail.count("PROGRESS"), 2)

    def test_a_script_that_says_too_much_is_not_told_of_line_by_line(self) -> None:
        frames, live, _ = collect([("stdout", b"PROGRESS: again\n") for _ in range(5000)])
        self.assertLess(sum(frame["type"] == "progress" for frame in frames[:live]), 200)

"""What a profile keeps between runs: what is packed of it, and what is refused when it is unpacked."""

import base64
import json
import os
import tempfile
import unittest
from pathlib import Path

from runner.state import TooLarge, pack, unpack

MOST = 1 << 20


def archive(*entries: dict, format: object = 1) -> str:
    usual = {"mode": 0o600, "mtime": 1, "content": base64.b64encode(b"x").decode()}
    return json.dumps({"format": format, "entries": [{**usual, **entry} for entry in entries]})


class InADirectory(unittest.TestCase):
    def setUp(self) -> None:
        outer = tempfile.TemporaryDirectory()
        self.addCleanup(outer.cleanup)
        self.outer = Path(outer.name)
        self.place = self.outer / "place"
        self.place.mkdir()

    def everything(self) -> list:
        return sorted(str(path.relative_to(self.outer)) for path in self.outer.rglob("*"))


class Unpacking(InADirectory):
    def test_what_leads_elsewhere_is_refused(self) -> None:
        for path in ("../a", "/a", "a/../../b", "..", ".", "", "a//b", "a/", "./a", "a\0b", "/".join("a" * 40)):
            with self.subTest(path), self.assertRaises(ValueError):
                unpack(archive({"path": path}), str(self.place))
        self.assertEqual(self.everything(), ["place"])

    def test_everything_is_looked_at_before_anything_is_written(self) -> None:
        with self.assertRaises(ValueError):
            unpack(archive({"path": "good"}, {"path": "../bad"}), str(self.place))
        self.assertEqual(self.everything(), ["place"])

    def test_what_pack_would_not_have_made_is_refused(self) -> None:
        good = {"path": "a"}
        texts = [
            *("[]", "{}", "no json", "[" * 100_000, '{"format": 1}', '{"format": 1, "entries": [1]}'),
            *(archive(good, format=2), archive(good, format="1"), archive({"path": 1}), archive({"path": None})),
            *(archive({**good, "mode": "x"}), archive({**good, "mode": True}), archive({**good, "mtime": 1 << 80})),
            *(archive({**good, "mtime": -1}), archive({**good, "content": "!"}), archive({**good, "content": 5})),
            *(archive({**good, "content": "é"}), archive({"path": "\ud800"})),
        ]
        for text in texts:
            with self.subTest(text[:80]), self.assertRaises(ValueError):
                unpack(text, str(self.place))
        self.assertEqual(self.everything(), ["place"])

    def test_links_that_are_there_are_not_followed(self) -> None:
        (self.place / "link").symlink_to(self.outer)
        (self.place / "file-link").symlink_to(self.outer / "made")
        for path in ("link/a", "link", "file-link"):
            with self.subTest(path), self.assertRaises(OSError):
                unpack(archive({"path": path}), str(self.place))
        self.assertEqual(self.everything(), ["place", "place/file-link", "place/link"])

    def test_no_file_takes_the_place_of_another(self) -> None:
        with self.assertRaises(OSError):
            unpack(archive({"path": "a"}, {"path": "a"}), str(self.place))
        with self.assertRaises(OSError):
            unpack(archive({"path": "b"}, {"path": "b/c"}), str(self.place))

    def test_a_mode_gives_nobody_else_anything(self) -> None:
        unpack(archive({"path": "a", "mode": 0o7777}, {"path": "b", "mode": 0}), str(self.place))
        modes = [(self.place / name).stat().st_mode & 0o7777 for name in ("a", "b")]
        self.assertEqual(modes, [0o700, 0o600])


class Packing(InADirectory):
    def test_it_comes_out_as_it_went_in(self) -> None:
        names = ["a", "b/c/d", "emp/ty", "wörter", os.fsdecode(b"\xff\xfe"), "new\nline"]
        for number, name in enumerate(names):
            path = self.place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(os.urandom(number * 1000))
            os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
        (self.place / "folder").mkdir()
        text, left_out = pack(str(self.place), MOST)
        self.assertTrue(text.isascii())
        self.assertEqual(left_out, 0)
        again = self.outer / "again"
        again.mkdir()
        unpack(text, str(again))
        for name in names:
            before, after = self.place / name, again / name
            self.assertEqual((before.read_bytes(), before.stat().st_mtime), (after.read_bytes(), after.stat().st_mtime))
        self.assertTrue((again / "folder").is_dir())
        self.assertEqual(pack(str(again), MOST)[0].count('"path"'), text.count('"path"'))

    def test_what_comes_from_it_is_the_same_if_nothing_changed(self) -> None:
        unpack(archive({"path": "a"}, {"path": "b"}), str(self.place))
        text, _ = pack(str(self.place), MOST)
        self.assertEqual(json.loads(text), json.loads(archive({"path": "a"}, {"path": "b"})))

    def test_nothing_is_an_empty_text(self) -> None:
        self.assertEqual(pack(str(self.place), MOST), ("", 0))
        self.assertEqual(pack(str(self.place / "gone"), MOST), ("", 0))
        unpack("", str(self.place))
        self.assertEqual(self.everything(), ["place"])

    def test_the_limit_is_that_of_the_text(self) -> None:
        (self.place / "a").write_bytes(b"x" * 1000)
        text, _ = pack(str(self.place), MOST)
        self.assertEqual(pack(str(self.place), len(text) + 2)[0], text)
        with self.assertRaises(TooLarge):
            pack(str(self.place), len(text) - 1)

    def test_a_file_that_only_seems_huge_is_not_read_to_its_end(self) -> None:
        with open(self.place / "sparse", "wb") as file:
            file.truncate(1 << 40)
        with self.assertRaises(TooLarge):
            pack(str(self.place), MOST)

    def test_links_lead_nowhere(self) -> None:
        (self.outer / "secret").write_text("secret")
        (self.place / "file").symlink_to(self.outer / "secret")
        (self.place / "folder").symlink_to(self.outer)
        os.mkfifo(self.place / "pipe")
        self.assertEqual(pack(str(self.place), MOST), ("", 3))
        (self.outer / "other").symlink_to(self.place)
        with self.assertRaises(OSError):
            pack(str(self.outer / "other"), MOST)

"""The scripts that we ship document their parameters in the form that runner/scripts/README.md describes."""

import ast
import re
import unittest

from test.runner.run_process import ROOT

LINE = re.compile(r" {4}([a-z_]+) \(((?:required|optional)(?:, sensitive)?(?:, dynamic)?)\): (\S.*)")


def parameters(name: str) -> dict:
    source = (ROOT / "runner" / "scripts" / f"{name}.py").read_text(encoding="utf-8")
    lines = (ast.get_docstring(ast.parse(source), clean=False) or "").split("\n")
    found = {}
    for line in lines[lines.index("Parameters:") + 1 :]:
        match = LINE.fullmatch(line)
        if match is None:
            break
        found[match.group(1)] = match.group(2).split(", ")
    return found


class Headers(unittest.TestCase):
    def test_local_ca_has_a_static_a_sensitive_and_a_dynamic_parameter(self) -> None:
        expected = {
            "ca_dir": ["required"],
            "ca_passphrase": ["required", "sensitive"],
            "valid_days": ["required", "dynamic"],
        }
        self.assertEqual(parameters("local_ca"), expected)

    def test_every_script_has_a_header_and_a_place_in_the_readme(self) -> None:
        readme = (ROOT / "runner" / "scripts" / "README.md").read_text(encoding="utf-8")
        for file in (ROOT / "runner" / "scripts").glob("*.py"):
            with self.subTest(file.name):
                self.assertTrue(parameters(file.stem))
                self.assertIn(f"| `{file.name}` |", readme)

"""What goes wrong, in words for whoever reads a run's first line."""

import re


class AcmeError(Exception):
    """Something that whoever reads it can put right, or take up with the CA."""


class Unreachable(AcmeError):
    """No answer; what was asked may have happened all the same."""


def words_of(problem):
    """A problem document (RFC 7807) in one line, with what it says of single names."""
    kind = str(problem.get("type", "")).rpartition(":")[2]
    parts = [f"{kind}: {problem.get('detail', 'no reason given')}" if kind else str(problem.get("detail", problem))]
    for part in problem.get("subproblems", []):
        parts.append(f"{part.get('identifier', {}).get('value', '')}: {part.get('detail', '')}")
    return re.sub(r"\s+", " ", "; ".join(parts))

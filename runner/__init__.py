"""The Python side of a run: run.py is started for it, protocol.py says how it is spoken to."""

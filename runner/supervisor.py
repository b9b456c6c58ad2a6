"""Watches over one run: takes it from the channel, has the script's process do it, reports, ends everything."""

from __future__ import annotations

import select
from typing import Optional

from runner.box import Box, host_pid
from runner.output import Output
from runner.processes import adopt_orphans, hide_memory, kill_all
from runner.protocol import Frame, Run, read_frame, write_frame
from runner.rehearsal import rehearse_watching
from runner.report import failed, with_words
from runner.script_process import ChannelClosed, ScriptProcess
from runner.state import State
from runner.workspace import make_workspace, remove_workspace


class Supervisor:
    """Everything that can be made ready before there is a run is made when it is constructed."""

    def __init__(self, rung: int, box: Box, has_time: bool = False) -> None:
        self.pid = host_pid()
        self._rung = rung
        self._box = box
        self._script: Optional[ScriptProcess] = None
        self._refusal = ""
        try:
            self._box.enter()
            hide_memory()
            adopt_orphans()
            self._script = ScriptProcess(self._box, has_time)
            if has_time:
                rehearse_watching(self._box.base)
        except OSError as error:
            self._refusal = str(error)

    def supervise(self, channel: int, runner: Optional[int] = None) -> None:
        """Does one run from its frame to its result; returns when nothing of it is left.

        The end of `channel`, and that of `runner` if there is one, is the end of the run, without a result.
        """
        frame = read_frame(channel) if is_spoken_over(channel, runner) else None
        if frame is None:
            return
        run = Run(frame)
        try:
            if self._script is None:
                raise OSError(self._refusal)
            directory = make_workspace(self._box.base, run.files)
            state = State(run.state, self._rung, directory)
        except (OSError, ValueError) as error:
            write_frame(channel, failed("not-loadable", f"the run's surroundings could not be made: {error}"))
            return
        try:
            self._run(self._script, run, state, directory, channel, runner)
        except ChannelClosed:
            pass
        finally:
            self._clear_up(directory)

    def _run(
        self, script: ScriptProcess, run: Run, state: State, directory: str, channel: int, runner: Optional[int]
    ) -> None:
        def send(frame: Frame) -> None:
            try:
                write_frame(channel, frame)
            except OSError as error:
                raise ChannelClosed from error

        output = Output(run.output_bytes, send)
        group = script.pid if self._rung < 3 else None
        try:
            send({"type": "started", "supervisor": self.pid, "pid": group, "directory": directory})
            script.let_go(run, directory, state.place)
            result = script.watch((channel, runner), run.wall_seconds, output)
        finally:
            kill_all(script.pid, self._rung >= 3, script.wait_for_death)
        script.read_rest(output)
        output.finish()
        left = state.left_by(result)
        self._clear_up(directory)
        if left is not None:
            send(left)
        send(with_words(result, output.first_lines(), output.last_line()))

    def _clear_up(self, directory: str) -> None:
        # On rung 3 and above the directory is in a file system that goes with the run.
        if self._rung < 3:
            remove_workspace(directory)


def is_spoken_over(channel: int, runner: Optional[int]) -> bool:
    """Waits until it is. Not once the runner has ended: nothing is executed then, and the next one may do the run."""
    ends = [channel] if runner is None else [channel, runner]
    return runner not in select.select(ends, [], [])[0]

"""LibreOffice as a process: found, started, watched, and ended with all that it started."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.problems import VanbanError

_PROGRAMS = ("soffice", "libreoffice")
# Where it lies on machines that do not put it on the search path.
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
# The reader is named so that no other is tried: a file may be called .docx and be a drawing with a script.
_READER, _WRITER = "MS Word 2007 XML", "writer_pdf_Export"
_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice: its program, and how long it may take to start and for each file, in seconds."""

    program: str
    start_s: float = 60
    file_s: float = 60

    def run(self, files: Sequence[Path], output: Path, profile: Path, options: str = "") -> bool:
        """Write a PDF of each file into `output`; whether it came to its end by itself.

        `options` are those of LibreOffice's PDF export, as JSON.

        The time allowed grows with the files that are done, so that one that hangs is seen soon, however many there
        are. Whatever happens, no process is left.
        """
        writer = ":".join(filter(None, ("pdf", _WRITER, options)))
        command = [self.program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
        command += [f"--infilter={_READER}", "--convert-to", writer, "--outdir", str(output), *map(str, files)]
        silent = subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603  the program is LibreOffice, the names are our own
            command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
        )
        try:
            return self._ended(process, [output / f"{file.stem}.pdf" for file in files])
        finally:
            _end(process)

    def _ended(self, process: subprocess.Popen[bytes], results: list[Path]) -> bool:
        done, until = 0, time.monotonic() + self.start_s + self.file_s
        while time.monotonic() < until:
            try:
                return process.wait(_LOOK_S) == 0
            except subprocess.TimeoutExpired:
                now = sum(result.exists() for result in results)
                if now > done:
                    done, until = now, time.monotonic() + self.file_s
        return False


def find_office() -> Office:
    """The machine's LibreOffice; VanbanError where there is none."""
    for program in (*_PROGRAMS, *_ELSEWHERE):
        if found := shutil.which(program):
            return Office(found)
    raise VanbanError("office-missing")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process and of its children."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()

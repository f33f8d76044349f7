"""Whatever file is given for a table, `vanban validate` says what it is and what to do, within stated limits.

The limits stand in docs/how-to/prepare-data.md.
"""

import json
import resource
import sys
from pathlib import Path

import pytest

from tests.bad_tables import BAD

MEMORY = 400 << 20  # bytes of address space: what it takes is less
SECONDS = 30  # of a processor


def limit():
    """Bound this process, and whatever it starts."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process so")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_with_its_name_and_what_to_do_within_the_limits(name, folder, vanban):
    BAD[name].make(folder / "businesses")
    as_json = vanban("validate", folder, "--json", preexec_fn=limit)
    assert (as_json.returncode, as_json.stderr) == (1, "")
    found = json.loads(as_json.stdout)["problems"]
    assert {problem["code"] for problem in found} == BAD[name].codes
    (file,) = {problem["file"] for problem in found}
    assert Path(file).is_file()
    assert all(problem["hint"] for problem in found)
    as_text = vanban("validate", folder, preexec_fn=limit)
    assert as_text.returncode == 1
    for problem in found[:20]:
        assert f": {problem['message']}\n    hint: {problem['hint']}\n" in as_text.stderr
    assert as_text.stderr.count(file) >= len(found)

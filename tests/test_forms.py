"""Sound papers as offices type them get no finding: they were written without a look at the checks."""

import pytest

from pipeline.rules import examine
from tests.forms import Form, forms

EVERY = 10  # one of so many is tried at once, the others among the slow tests
FORMS = [
    pytest.param(form, id=form.name, marks=[] if at % EVERY == 0 else [pytest.mark.slow])
    for at, form in enumerate(forms())
]


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_form_gets_no_finding_and_is_known_for_what_it_is(form: Form) -> None:
    report = examine(form.docx)
    assert [str(finding) for finding in report.findings] == []
    assert report.kind == form.sheet.kind

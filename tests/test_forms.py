"""Sound papers as offices type them get no finding: they were written without a look at the checks."""

import pytest

from pipeline.components import identify
from pipeline.rules import check
from pipeline.view import read
from tests.forms import Form, forms

FORMS = {form.name: form for form in forms()}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_sound_form_gets_no_finding(form: Form) -> None:
    assert [(finding.rule, finding.message) for finding in check(form.docx)] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_kind_of_a_form_is_known(form: Form) -> None:
    assert identify(read(form.docx)).kind == form.sheet.kind

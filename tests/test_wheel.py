"""The wheel works where there is no checkout: install, init, build."""

import subprocess
import sys
import sysconfig
import zipfile

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("vanban-*.whl")
    return built


def test_the_wheel_carries_templates_sample_catalogue_and_table(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "pipeline/templates/directive.docx",
        "pipeline/sample/dossier.yaml",
        "pipeline/locales/vi/LC_MESSAGES/vanban.mo",
        "pipeline/decree/nd30.toml",
        "pipeline/gallery/page.html",
        "pipeline/gallery/page.css",
        "pipeline/gallery/page.js",
        "pipeline/stationery/blank/_rels/.rels",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("tests/", "data/", "bench/"))]


def test_an_installed_vanban_makes_a_project_and_its_documents(wheel, tmp_path):
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    site = next((home / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def vanban(*arguments, cwd):
        code = "import pipeline, sys; assert 'venv' in pipeline.__file__; from pipeline.__main__ import main; main()"
        command = [home / "bin" / "python", "-c", code, "--lang", "en", *arguments]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)

    made = vanban("init", "my-office", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    built = vanban("build", cwd=tmp_path / "my-office")
    assert built.returncode == 0, built.stderr
    assert " 0 failed" in built.stdout
    assert list((tmp_path / "my-office" / "output" / "chien-dich-mau" / "commitment").glob("*.docx"))

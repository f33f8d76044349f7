"""A new kind of document is one template and one data class, and the class may come from another package."""

import shutil
import textwrap
import zipfile

import docx
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

MODULE = '''
"""Giấy mời: an invitation, as another distribution would add it."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import Document, OfficeDocument
from pipeline.documents.base import Block, letterhead, numbering

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Invitation(Document, kind="invitation", template=HERE / "invitation.docx", needs=("agencies",)):
    guest: str

    @classmethod
    def drafts(cls, dossier, as_of):
        for agency in dossier.agencies.values():
            yield cls(id=agency.id, record=dossier.where[agency.id], guest=agency.name)


@dataclass(frozen=True, kw_only=True)
class Notice(OfficeDocument, kind="notice", template=HERE / "notice.docx"):
    addressees: tuple[str, ...]
    body: tuple[Block, ...]

    @classmethod
    def drafts(cls, dossier, as_of):
        yield cls(
            id="notice",
            record=dossier.where[dossier.office.id],
            **letterhead(dossier.office),
            **numbering(None, as_of, "UBND-TN"),
            subject="thử nghiệm",
            addressees=("Phòng Mẫu",),
            body=(Block("body", "Nội dung thử nghiệm."),),
            recipients=("Như trên",),
            archive="VT",
        )
'''


def test_a_kind_from_another_distribution_is_built_like_our_own(vanban, dossier_folder, tmp_path):
    site = tmp_path / "site"
    info = site / "invitations-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "invitations.py").write_text(textwrap.dedent(MODULE), encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: invitations\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[vanban.kinds]\ninvitations = invitations\n")
    template = docx.Document()
    template.add_paragraph("Trân trọng kính mời {{ guest }}")
    template.save(site / "invitation.docx")
    shutil.copy(ROOT / "templates" / "directive.docx", site / "notice.docx")

    env = {"PYTHONPATH": f"{ROOT}:{site}"}
    assert "invitation" in vanban("template", "list", env=env).stdout
    done = vanban("build", dossier_folder, "--kind", "invitation", env=env)
    made = sorted((tmp_path / "output" / "nho" / "invitation").glob("*.docx"))
    assert [path.stem for path in made] == ["phong-mau", "ubnd-huyen", "xa-hai", "xa-mot"], done.stderr
    assert docx.Document(made[0]).paragraphs[0].text == "Trân trọng kính mời Phòng Mẫu huyện Mẫu"

    notice = vanban("build", dossier_folder, "--kind", "notice", env=env)
    assert notice.returncode == 0, notice.stderr
    assert vanban("check", tmp_path / "output" / "nho" / "notice" / "notice.docx").returncode == 0


def test_a_kind_from_a_distribution_in_a_zip_is_known_too(vanban, tmp_path):
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as site:
        site.writestr("invitations.py", textwrap.dedent(MODULE))
        site.writestr("invitations-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: invitations\nVersion: 1.0\n")
        site.writestr("invitations-1.0.dist-info/entry_points.txt", "[vanban.kinds]\ninvitations = invitations\n")
    assert "invitation" in vanban("template", "list", env={"PYTHONPATH": f"{ROOT}:{tmp_path / 'site.zip'}"}).stdout

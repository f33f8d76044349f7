"""A new kind of document is one template and one data class, and the class may come from another package."""

import textwrap

import docx

MODULE = '''
"""Giấy mời: an invitation, as another distribution would add it."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import Document


@dataclass(frozen=True, kw_only=True)
class Invitation(Document, kind="invitation", template=Path(__file__).with_name("invitation.docx"), needs=("agencies",)):
    guest: str

    @classmethod
    def drafts(cls, dossier, as_of):
        for agency in dossier.agencies.values():
            yield cls(id=agency.id, record=dossier.where[agency.id], guest=agency.name)
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

    from tests.conftest import ROOT

    env = {"PYTHONPATH": f"{ROOT}:{site}"}
    assert "invitation" in vanban("template", "list", env=env).stdout
    done = vanban("build", dossier_folder, "--kind", "invitation", env=env)
    made = sorted((tmp_path / "output" / "nho" / "invitation").glob("*.docx"))
    assert [path.stem for path in made] == ["phong-mau", "ubnd-huyen", "xa-hai", "xa-mot"], done.stderr
    assert docx.Document(made[0]).paragraphs[0].text == "Trân trọng kính mời Phòng Mẫu huyện Mẫu"

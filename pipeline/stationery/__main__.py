"""`python -m pipeline.stationery`: build the Word templates of this repository anew, and translate their tags."""

from pipeline.stationery import TEMPLATES, write_templates
from pipeline.template import ship_drafts

write_templates()
ship_drafts(path.read_bytes() for path in sorted(TEMPLATES.glob("*.docx")))

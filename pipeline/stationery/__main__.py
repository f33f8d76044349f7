"""`python -m pipeline.stationery`: build the Word templates of this repository anew."""

from pipeline.stationery import write_templates

write_templates()

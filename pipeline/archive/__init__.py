"""A ZIP read with suspicion and written with fixed times.

`read_package` gives a `Package`, or raises PackageError in words that a clerk can act on. `Frame` and
`write_package` write one: the same members give the same bytes, and what they wrote bears a stamp that
`is_ours` finds again. `ZipStream` puts any number of documents into one file.
"""

from pipeline.archive.ahead import Known
from pipeline.archive.fields import STAMP
from pipeline.archive.package import Limits, Member, Package, Relationship, parse_xml
from pipeline.archive.reading import read_members, read_package
from pipeline.archive.stream import ZipStream
from pipeline.archive.writing import Frame, is_ours, repacked, tightened, write_package

__all__ = [
    "STAMP",
    "Frame",
    "Known",
    "Limits",
    "Member",
    "Package",
    "Relationship",
    "ZipStream",
    "is_ours",
    "parse_xml",
    "read_members",
    "read_package",
    "repacked",
    "tightened",
    "write_package",
]

"""The typed records of a dossier: what an agency, a task, a report, a business and a campaign are.

Keys are English; `Column` gives each the Vietnamese header that tables carry. A record is frozen and knows no file.
"""

from pipeline.records.campaign import Campaign, Group, Issued
from pipeline.records.fields import filled, key_of, notices_on, read_record
from pipeline.records.tables import NUMBERED, Agency, Business, Registered, Report, Signature, Task
from pipeline.typed import Column, Record, columns

__all__ = [
    "NUMBERED",
    "Agency",
    "Business",
    "Campaign",
    "Column",
    "Group",
    "Issued",
    "Record",
    "Registered",
    "Report",
    "Signature",
    "Task",
    "columns",
    "filled",
    "key_of",
    "notices_on",
    "read_record",
]

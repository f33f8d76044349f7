"""What every document has, and the registry of kinds.

A kind of document is one data class and one template. The class's fields are the template's tags; the class's
`drafts` makes the documents of that kind out of a dossier. Defining the class registers it:

    @dataclass(frozen=True, kw_only=True)
    class Invitation(OfficeDocument, kind="invitation", needs=("agencies",)):
        time: str

        @classmethod
        def drafts(cls, dossier, as_of): ...
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar

"""Workbooks as communes send them, many habits in each; every one holds the records of the small dossier."""

from tests.commune_books import contents, layouts
from tests.commune_books.registry import SENT

__all__ = ["SENT", "contents", "layouts"]

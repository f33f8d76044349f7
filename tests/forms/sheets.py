"""All sheets by name."""

from tests.forms.sheets_letters import LETTERS
from tests.forms.sheets_orders import ORDERS
from tests.forms.sheets_plans import PLANS
from tests.forms.sheets_slips import SLIPS

SHEETS = {sheet.name: sheet for sheet in (*LETTERS, *ORDERS, *PLANS, *SLIPS)}

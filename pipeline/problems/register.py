"""The words for what goes wrong with the register of numbers."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

REGISTER: dict[str, Text] = {
    "register-locked": Text(
        N_("the register {path} has been in use by somebody else for too long"),
        N_("wait a moment and try again; several machines at once need a PostgreSQL database (VANBAN_DATABASE)"),
    ),
    "register-read-only": Text(
        N_("the register {path} cannot be written"), N_("ask for the right to write the file and its folder")
    ),
    "register-not-opened": Text(
        N_("the register {path} cannot be opened"), N_("check that its folder is there, and your rights on it")
    ),
    "register-damaged": Text(
        N_("the register {path} is damaged: {reason}"),
        N_("fetch the newest sound copy of it; give no number before the numbers in both agree"),
    ),
    "register-newer": Text(
        N_("the register {path} was written by a newer Vanban"), N_("install the newest version of Vanban")
    ),
    "not-a-register": Text(
        N_("{path} is a database, but no register of Vanban"), N_("name another file or database (VANBAN_DATABASE)")
    ),
    "register-not-reached": Text(
        N_("the database {path} cannot be reached: {reason}"),
        N_("check the address in VANBAN_DATABASE, and that the server runs"),
    ),
    "register-failed": Text(
        N_("the database {path} has refused: {reason}"), N_("try again; if it stays so, tell whoever runs the database")
    ),
    "no-database-address": Text(
        N_("VANBAN_DATABASE is no address of a database ({reason})"),
        N_("write the path of a file .db, or postgresql://user:password@host/database"),
    ),
}

"""The profile that LibreOffice starts with: what it may not do."""

from pathlib import Path

_COMMON, _WRITER = "/org.openoffice.Office.Common", "/org.openoffice.Office.Writer"
# path, property, value
_SETTINGS = (
    # macros: none runs, not even a signed one or one from a trusted place
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    # links: nothing is loaded from outside the file, nothing in it is brought up to date (2: never)
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent", "true"),
    (f"{_WRITER}/Content/Update", "Link", "2"),
    # fields show what the file says they show: a date stays the date of the document
    (f"{_WRITER}/Content/Update", "Field", "false"),
    (f"{_WRITER}/Content/Update", "Chart", "false"),
    # each start would draw hundreds of test pictures for as long as no version is known to have run in the profile
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.0"),
    # nothing is offered, reported or restored
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    (f"{_COMMON}/Misc", "CrashReport", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
)
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}</oor:items>
"""


def write_profile(folder: Path) -> None:
    """Lay a new profile into `folder`."""
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    user = folder / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")

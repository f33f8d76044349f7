"""What our ZIPs say of every member. APPNOTE.TXT 4.4."""

STAMP = (2020, 3, 5, 0, 0, 0)
"""The time of every member that we write, the day of the decree: a program that saves the file anew writes its own."""

TIME, DATE = 0, (STAMP[0] - 1980) << 9 | STAMP[1] << 5 | STAMP[2]  # the stamp
NO_DATE = 1 << 5 | 1  # 1 January 1980, which Word writes: the first day that a ZIP can tell
VERSION = 20  # of the format, times ten, that it takes to read a member: 2.0 knows Deflate
UTF8 = 0x800  # the flag of a name that is not ASCII

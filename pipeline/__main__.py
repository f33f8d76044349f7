"""`vanban`: choose the language, then run the command line."""

import gc
import os
import sys

from pipeline import messages


def language(arguments: list[str]) -> str:
    """The language asked for: by `--lang`, else by VANBAN_LANG, else Vietnamese.

    It is read before the commands are defined, since their help texts are translated as they are.
    """
    asked = os.environ.get("VANBAN_LANG", "vi")
    for before, argument in zip(["", *arguments], arguments, strict=False):
        if before == "--lang":
            asked = argument
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked


def main() -> None:
    """Run the command that the arguments name."""
    gc.set_threshold(100_000)  # what a short command imports is less, and none of it garbage
    messages.use(language(sys.argv[1:]))
    from pipeline.cli import vanban

    try:
        vanban(prog_name="vanban")
    finally:
        gc.freeze()  # Python looks through all that is left for garbage before it ends


if __name__ == "__main__":
    main()

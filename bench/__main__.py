"""`python -m bench [NAME]...`: run the measurements named, or all of them."""

import sys

from bench import checking, defects, killed_builds, rendered, rendering, start_up

ALL = {
    "start_up": start_up.main,
    "rendering": rendering.main,
    "checking": checking.main,
    "rendered": rendered.main,
    "defects": defects.main,
    "killed_builds": killed_builds.main,
}


def main(names: list[str]) -> None:
    """Run each measurement under its name."""
    for name in names or ALL:
        print(f"== {name}: {(sys.modules[ALL[name].__module__].__doc__ or '').splitlines()[0]}", flush=True)
        ALL[name]()


if __name__ == "__main__":
    main(sys.argv[1:])

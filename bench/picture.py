"""A picture of the renderer's speed: times docxtpl by engine, on a logarithmic scale."""

from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure, short
from bench.rendering import UNIT

OURS, FLOOR, PEER = "#1f5f8b", "#d5dde3", "#9aa5ad"
TITLES = {"commitment": "Commitment form, 20 fields", "directive": "Directive, 4 pages, loops within loops"}


def draw(figures: Sequence[Figure], path: Path) -> None:
    """Write the picture of these figures; ImportError where matplotlib is missing (extra `bench`)."""
    from matplotlib.figure import Figure as Canvas

    bars = {sample: _bars(figures, sample) for sample in TITLES}
    heights = [len(rows) for rows in bars.values()]
    canvas = Canvas(figsize=(8, 1.6 + 0.32 * sum(heights)), layout="constrained")
    panels = canvas.subplots(len(bars), 1, sharex=True, height_ratios=heights)
    for panel, (sample, rows) in zip(panels, bars.items(), strict=True):
        names, values = zip(*rows, strict=True)
        drawn = panel.barh(names, values, color=[_colour(name) for name in names], height=0.7)
        panel.bar_label(drawn, [f"{short(value)}×" for value in values], padding=4, fontsize=9)
        panel.set_title(TITLES[sample], loc="left", fontsize=11)
        panel.set_xscale("log")
        panel.set_xlim(0.2, 1500)
        panel.xaxis.set_major_formatter(lambda value, _place: f"{value:g}×")
        panel.tick_params(axis="y", length=0, labelsize=9)
        panel.spines[["top", "right", "left"]].set_visible(False)
        panel.grid(axis="x", color="#e8ecef", zorder=0)
        panel.set_axisbelow(True)
    panels[-1].set_xlabel("times docxtpl (logarithmic scale)")
    canvas.suptitle("Documents a second on one core, files written, as a multiple of docxtpl's", fontsize=12)
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas.savefig(path, dpi=150, metadata={"Software": None})


def _bars(figures: Sequence[Figure], sample: str) -> list[tuple[str, float]]:
    prefix = f"{sample}: "
    raced = [f for f in figures if f.unit == UNIT and f.what.startswith(prefix) and not f.what.endswith("on the disk")]
    names = [f.what.removeprefix(prefix).replace("floor", "limit (join, deflate, write)") for f in raced]
    return sorted(zip(names, (f.value for f in raced), strict=True), key=lambda bar: bar[1])


def _colour(name: str) -> str:
    return OURS if name.startswith("Vanban") else FLOOR if name.startswith("limit") else PEER

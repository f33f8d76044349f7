"""Paper and margins (R010, R012 to R016): the nearest that the decree allows; a lying page goes on lying."""

from collections.abc import Sequence

from pipeline.mending.draft import Draft, mends, nearest, nearest_mm
from pipeline.mending.markup import TWIPS_PER_MM, child, put
from pipeline.rules.checks import Miss
from pipeline.view.names import W

_LYING = "lying-"


@mends("R010")
def paper(draft: Draft, misses: Sequence[Miss]) -> None:
    """A4, upright or lying as it was."""
    page = draft.subject.table.page
    for one in misses:
        section, end = draft.subject.view.sections[one.at.section - 1], draft.end(one.at.section)
        short, long = (float(side.use) * TWIPS_PER_MM for side in (page.width_mm, page.height_mm))
        width, height = (long, short) if section.landscape else (short, long)
        put(end, "pgSz", w=width, h=height, orient="landscape" if section.landscape else "portrait")


@mends("R012", "R013", "R014", "R015", "R016")
def margins(draft: Draft, misses: Sequence[Miss]) -> None:
    """Each margin into its range; the gutter counts with the left one."""
    page = draft.subject.table.page
    for one in misses:
        section, end = draft.subject.view.sections[one.at.section - 1], draft.end(one.at.section)
        side = one.code.removeprefix(_LYING)
        limit = page.landscape_margin_mm if section.landscape else getattr(page, side)
        value = getattr(section, side)
        wanted = nearest_mm(limit, value) if not section.landscape else nearest(limit, value)
        margins = child(end, "pgMar")
        name = side.removesuffix("_mm")
        if name == "left" and margins.get(W + "gutter"):
            margins.set(W + "gutter", "0")
        below = (margins.get(W + name) or "").startswith("-")  # one that the header may not push down
        put(end, "pgMar", **{name: -wanted * TWIPS_PER_MM if below else wanted * TWIPS_PER_MM})

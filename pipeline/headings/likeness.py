"""How alike texts are, and which known text one is nearest to."""

from collections.abc import Mapping

NEAR_ENOUGH = 0.8  # measured: lower values take "Nơi sinh" for a day of birth


def sorted_words(text: str) -> str:
    """The words in alphabetical order: what stands in another order is alike all the same."""
    return " ".join(sorted(text.split()))


def likeness(one: str, other: str) -> float:
    """How much of both texts their longest common subsequence is, 0 to 1 (the normalized indel similarity)."""
    masks: dict[str, int] = {}
    for index, char in enumerate(one):
        masks[char] = masks.get(char, 0) | 1 << index
    everything = left = (1 << len(one)) - 1
    for char in other:  # Hyyrö's bit-parallel recurrence: the bits that fall are the subsequence
        met = left & masks.get(char, 0)
        left = (left + met | left - met) & everything
    total = len(one) + len(other)
    return 2 * (len(one) - left.bit_count()) / total if total else 1.0


class Synonyms:
    """Texts that stand for something, to be asked for the nearest."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        known = {sorted_words(text): meaning for text, meaning in meanings.items()}
        self._known = [(text, _letters(text), meaning) for text, meaning in known.items()]

    def nearest(self, text: str) -> str:
        """What the synonym stands for whose words are most like those of the text; "" where none is near enough."""
        wanted = sorted_words(text)
        letters, near = _letters(wanted), list[tuple[float, str]]()
        for known, of, meaning in self._known:
            spare = (1 - NEAR_ENOUGH) * (len(known) + len(wanted))  # letters that may differ
            if abs(len(known) - len(wanted)) <= spare and (letters ^ of).bit_count() <= spare:
                near.append((likeness(wanted, known), meaning))
        alike, meaning = max(near, default=(0.0, ""), key=lambda found: found[0])
        return meaning if alike >= NEAR_ENOUGH else ""


def _letters(text: str) -> int:
    """The set of the letters of a folded text, as bits."""
    bits = 0
    for char in text:
        bits |= 1 << ord(char) % 64
    return bits

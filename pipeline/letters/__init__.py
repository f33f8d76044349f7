"""The letters that Vietnamese text is kept in: old fonts, look-alikes, syllables, the place of tones."""

from pipeline.letters.legacy import KINDS, Kind, decode, font_kind, is_capitals_font

__all__ = ["KINDS", "Kind", "decode", "font_kind", "is_capitals_font"]

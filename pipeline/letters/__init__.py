"""The letters that Vietnamese text is kept in: old fonts, look-alikes, syllables, the place of tones."""

from pipeline.letters.cleaning import cleaned
from pipeline.letters.detection import Column, Verdict, is_doubtful
from pipeline.letters.legacy import KINDS, Kind, decode, font_kind, is_capitals_font
from pipeline.letters.syllables import is_syllable
from pipeline.letters.tones import Manner, place_tones

__all__ = [
    "KINDS",
    "Column",
    "Kind",
    "Manner",
    "Verdict",
    "cleaned",
    "decode",
    "font_kind",
    "is_capitals_font",
    "is_doubtful",
    "is_syllable",
    "place_tones",
]

"""How wide a text is in the decree's face, from the real advance widths of the font."""

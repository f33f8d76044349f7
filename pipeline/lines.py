"""The short centred rules of a page, at their computed length."""

"""Measurements: ratios to a peer or to a limit, taken in one run; none of them is a test."""

"""Vanban: campaign data in, administrative documents in the layout of Decree 30/2020/NĐ-CP out."""

__version__ = "0.1.0"

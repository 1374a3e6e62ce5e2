"""Proper scores, naive rivals and clusters: what a forecast earned against what published results alone would have said."""

"""Measures of contrast, a family a file; `registry` finds every one that is defined here."""

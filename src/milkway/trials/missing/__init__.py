"""Analyses of a trial that women leave, each beside the oracle that no trial sees."""

"""Calibration: what published results say about the free parameters, and how sure that is."""

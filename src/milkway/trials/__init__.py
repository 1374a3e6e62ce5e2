"""Randomised trials on virtual dyads: the protocol, allocation, endpoints, analyses and the run."""

"""Runs and their folders: what was asked for, and what a finished run keeps."""

"""A trial protocol: its typed parts, how a file is read and checked, and how one is written."""

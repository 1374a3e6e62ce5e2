"""A real trial's women as they were entered, and a protocol's endpoints of them: nothing here is simulated."""

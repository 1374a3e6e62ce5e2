"""What-if runs of one dyad or many: a scenario in words, its schedule, and what came of it."""

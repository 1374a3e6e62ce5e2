"""Published results set beside the same quantity in simulated women: `results.results`, `panels.PANELS`, `measure.measure`."""

"""Reports of runs: typed tables, figures, the HTML page, and what is printed."""

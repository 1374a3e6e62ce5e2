"""How fast Milkway is and how much memory it takes, measured in processes of their own: `python -m benchmarks`."""

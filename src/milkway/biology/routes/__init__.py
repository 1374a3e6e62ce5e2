"""The nine routes by which bacteria move between mother, breast, surroundings and infant."""

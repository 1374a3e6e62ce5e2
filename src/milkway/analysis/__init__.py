"""How the endpoints of two arms are compared: an analysis a file, each with its estimate, interval and p."""

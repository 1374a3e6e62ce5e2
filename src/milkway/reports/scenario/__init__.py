"""A what-if run as a picture, as daily series, and as it is printed."""

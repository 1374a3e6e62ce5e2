"""A run's women as data sets in the shape of CDISC's ADaM, every record marked as synthetic."""

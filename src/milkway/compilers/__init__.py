"""A network printed: vector code for the stepper, SBML, equations to read, and slow evaluation to check them."""

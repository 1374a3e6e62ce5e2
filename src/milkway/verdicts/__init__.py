"""What is to be thought of each statement: a word that follows from findings alone, and beside it what the model does."""

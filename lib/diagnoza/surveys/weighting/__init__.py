"""Weights that bring a survey to the make-up of the population, with an account of what was done for it."""

"""Analyses of a trial that women leave: numbers of women in, estimates out; imputation draws, imputes, analyses and pools."""

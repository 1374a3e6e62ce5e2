"""What mothers decide: to stop breastfeeding, to leave a trial."""

"""What mothers decide: to stop breastfeeding, to add formula, to stop a product."""

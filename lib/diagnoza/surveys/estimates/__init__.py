"""Shares, means and differences with the precision that design and weights allow; nothing is left out here."""

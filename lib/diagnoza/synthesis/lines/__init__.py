"""Lines of evidence: one module each, with what it says of the fields and the findings it gives."""

"""What all lines of evidence say together."""

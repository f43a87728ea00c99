"""What the report says of the edition before, in Polish."""

"""What the report says of programmes of co-operation, in Polish."""

"""What the report says of comments, in Polish."""

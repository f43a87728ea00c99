"""What the chapter on goals shows: tables, figures, sentences."""

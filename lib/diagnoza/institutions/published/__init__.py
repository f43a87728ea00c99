"""What the chapter on institutions shows: tables, figures, sentences."""

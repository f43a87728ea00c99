"""From answers as delivered to answers that count, with an account of every row and cell that was not taken as it stood."""

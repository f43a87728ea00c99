"""Who the partners are, where they lie, what they delivered, and what became of every row of it."""

"""What a report shows of flows: matrices, maps, balances, tables and sentences over finished, publishable tables."""

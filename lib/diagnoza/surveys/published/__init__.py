"""What a report shows of surveys: chosen rows, charts, tables and sentences over finished, publishable estimates."""

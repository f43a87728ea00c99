"""What of the voices the report shows: tables, figures and sentences; nothing is computed here."""

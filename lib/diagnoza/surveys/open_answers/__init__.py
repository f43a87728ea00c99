"""Open answers: personal data masked, answers grouped into themes that a person names, quotes that a person has read."""

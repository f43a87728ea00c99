"""One diagnosis per partnership of municipalities: from delivered files to an accessible report."""

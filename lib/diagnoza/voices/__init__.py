"""Focus groups, workshops and interviews: what deficits, resources and readiness they name, and what matches."""

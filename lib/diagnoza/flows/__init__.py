"""Who uses whose services: deliveries of flows, both sides of a report, measures, settlement, scenarios."""

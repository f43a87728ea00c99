"""Deliveries about flows as offices send them, to the tables of `diagnoza.tables.flows`; nothing that was delivered is lost."""

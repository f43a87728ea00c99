"""Programmes of co-operation with NGOs: what they cover of the model and of the act, and what people propose."""

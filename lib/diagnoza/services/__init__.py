"""Services: what municipalities provide and with which resources, how needs are met, and what remedy follows from the gap."""

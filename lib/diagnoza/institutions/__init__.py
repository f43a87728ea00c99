"""Institutions that cooperate: who reports ties with whom, which needed ones are missing, whether a team is ready."""

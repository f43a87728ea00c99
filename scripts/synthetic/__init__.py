"""Invented respondents of invented surveys: who they are, what they think, how tools export it, and the mess that real files have."""

"""Editions of a diagnosis: one is put by, the next one tells what has changed since."""

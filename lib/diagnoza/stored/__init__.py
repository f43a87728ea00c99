"""Processed tables as a case reads them: each once, when it is first asked for; the tables of each room in a module of its own."""

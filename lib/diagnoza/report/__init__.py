"""
What a notebook says, shows and tabulates, and how that becomes one accessible HTML file.

A notebook uses `say`, `show`, `table`, `figure`, `link` and `if_delivered`; the rest of the room assembles the pages.
"""

from diagnoza.report.output import figure, if_delivered, link, say, show, table

__all__ = ["figure", "if_delivered", "link", "say", "show", "table"]

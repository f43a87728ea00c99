"""Batch runs: what is stale and why, one chapter in a process of its own, the whole run."""

import sys

# jsonschema, which comes with nbformat, would check international addresses with it, and compiles a grammar for that: most of a
# second for each process. No notebook needs it, and jsonschema does without.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

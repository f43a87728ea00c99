"""Comments on the draft of a diagnosis and what the partnership says to each."""

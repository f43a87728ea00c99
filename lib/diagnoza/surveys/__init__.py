"""What youth, residents, leaders, entrepreneurs and seniors say, and where they disagree."""

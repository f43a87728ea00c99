"""What the summary and the chapters on evidence and on the strategy show and say."""

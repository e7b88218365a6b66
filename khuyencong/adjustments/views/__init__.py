"""The pages of change requests, of what they change, and of how long things took."""

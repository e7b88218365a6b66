"""The pages of delivery, by noun."""

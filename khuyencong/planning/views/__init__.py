"""The pages of plans: years, envelopes, what-if plans, decisions."""

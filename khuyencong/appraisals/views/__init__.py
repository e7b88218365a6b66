"""The pages of appraisal: what waits, one appraisal, an opinion, a conclusion, councils."""

"""The pages of surveys and dossiers, by noun."""

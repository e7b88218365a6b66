"""Word and PDF of an administrative document, and the parts of them that reports share."""

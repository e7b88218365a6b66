"""What may stand in an address."""


class YearConverter:
    """A year that anybody plans for: any other is no address (404)."""

    regex = "(?:19|20)[0-9]{2}"

    def to_python(self, value: str) -> int:
        """Return the year."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the year."""
        return f"{value:04d}"

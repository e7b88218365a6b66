from datetime import UTC, datetime

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)

#!/usr/bin/env python
"""Run a management command; the embedded PostgreSQL starts by itself when one needs it."""

import os
import sys

from django.core.management import CommandError, execute_from_command_line

from khuyencong.config.postgresql.server import ServerUnavailable


def main() -> int:
    """Run the command, telling a person in one sentence when the database cannot be had."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyencong.config.settings")
    CommandError.__name__ = "Lỗi"  # Django prints the name of the class before its sentence
    try:
        execute_from_command_line(sys.argv)
    except ServerUnavailable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

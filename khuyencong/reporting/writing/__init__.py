"""The one builder of reports: chapters that ask a book for numbers and put them into sentences."""

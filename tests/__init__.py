"""The tests mirror the package; `factories` make rows, `conftest` holds the cast of people."""

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(made: bytes, name: str) -> HttpResponse:
    """A workbook to be saved as ``name.xlsx``; *name* has letters, digits and hyphens only."""
    response = HttpResponse(made, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response

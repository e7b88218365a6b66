import json
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from khuyencong.indicators.address import PARAMETERS, AddressError, parse
from khuyencong.indicators.dimensions import NoSuchDimension
from khuyencong.indicators.evaluation import evaluate
from khuyencong.indicators.presentation import as_data
from khuyencong.lib.period import PeriodError
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace


class Command(BaseCommand):
    """Evaluate an address: ``manage.py evaluate measure=support place="Hải Dương" period=2018``."""

    help = (
        "Tính một số liệu theo địa chỉ của nó.\n\n"
        'Ví dụ: evaluate measure=support content=machine source=national place="Hải Dương" '
        "period=2014-2018 --json\n"
        f"Các tham số: {', '.join(PARAMETERS)}."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="+", metavar="tên=giá trị")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = as_data(evaluate(parse(_params(options["words"]), today=timezone.localdate())))
        except (
            AddressError,
            AmbiguousPlace,
            NoSuchDimension,
            PeriodError,
            UnknownPlace,
        ) as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{data['description']}: {data['shown']}")
        if data["reason"]:
            self.stdout.write(data["reason"])
        self.stdout.write(
            f"Từ {data['records']} bản ghi ({data['basis_label']}); "
            f"{data['unknown']} bản ghi không rõ."
        )


def _params(words: list[str]) -> dict[str, str]:
    params = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise AddressError(f"«{word}» không có dạng tên=giá trị, ví dụ measure=support.")
        params[name.strip()] = value.strip()
    return params

"""Reader of the made-up texts in `reading/corpus/`: texts with the figures a person expects."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from khuyencong.figures.gold import Gold, gold_row

FOLDER = Path(__file__).parent / "reading" / "corpus"


@dataclass
class MadeUpText:
    """One text of the corpus, its gold rows, and words that must not become figures."""

    name: str
    published_on: date
    text: str = ""
    rows: list[Gold] = field(default_factory=list)
    no_figures: list[str] = field(default_factory=list)


def made_up_texts(pattern="*.txt"):
    return [text for path in sorted(FOLDER.glob(pattern)) for text in _texts(path)]


def _texts(path):
    current = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            if current:
                yield current
            name, _, day = line[3:].partition("|")
            current = MadeUpText(name.strip(), date.fromisoformat(day.strip()))
        elif current is None:
            continue
        elif line.startswith(">> "):
            current.rows.append(_row(current.name, line[3:]))
        elif line.startswith("!! "):
            current.no_figures.append(line[3:].strip())
        else:
            current.text += line + "\n"
    if current:
        yield current


def _row(name, line):
    words, value, unit, qualifier, measure, content, source, period = (
        cell.strip() for cell in line.split("|")
    )
    return gold_row(
        doc=name,
        surface=words,
        value=value,
        unit=unit,
        asked={
            "qualifier": qualifier,
            "measure": measure,
            "content": content,
            "fund_source": source,
            "period": period,
        },
    )

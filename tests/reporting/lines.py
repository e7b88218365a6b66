"""A report as lines of plain text, so that a test can compare the whole of it."""

from khuyencong.reporting.content import Block, Cell, Paragraph, Section, Sum


def lines_of(section: Section) -> list[str]:
    """Every heading, sentence and row of a section; a sum carries «Σ»."""
    lines = [f"# {section.title}"]
    for block in section.blocks:
        lines += _block(block)
    for part in section.sections:
        lines += [line.replace("# ", "## ", 1) for line in lines_of(part)]
    return lines


def _block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    head = " | ".join(column.head for column in block.columns)
    rows = [" | ".join(_cell(cell) for cell in row.cells) for row in block.rows]
    return [f"[{block.caption}]", head, *rows, *(f"({note})" for note in block.notes)]


def _cell(cell: Cell) -> str:
    if isinstance(cell, Sum):
        return f"Σ{cell.number.cell}"
    return cell if isinstance(cell, str) else cell.cell

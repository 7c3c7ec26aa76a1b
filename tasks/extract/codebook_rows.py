"""Reads the CSV files and word lists of the codebook strictly, line by line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.errors import ConfigError
from tasks.extract.names import fold

CODEBOOK = Path(__file__).parent / "codebook"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a codebook file."""

    path: Path
    line: int
    cells: dict[str, str]

    def names(self, column: str) -> list[str]:
        """The names in a cell, parted by semicolons."""
        return [name.strip() for name in self.cells[column].split(";") if name.strip()]

    def error(self, problem: str) -> ConfigError:
        """An error that points at this line."""
        return ConfigError(problem, self.path, self.line)


def read_rows(path: Path, columns: str) -> Iterator[Row]:
    """The rows of a CSV file whose header must be exactly ``columns``; ConfigError with file and line."""
    wanted = columns.split(",")
    # A spreadsheet puts a byte order mark before the header.
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        try:
            header = next(reader, None)
            if header != wanted:
                raise ConfigError(f"the header must be {columns}{_unknown(header, wanted)}", path, 1)
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(wanted):
                    problem = f"{len(cells)} cells where the header has {len(wanted)}"
                    raise ConfigError(problem, path, reader.line_num)
                yield Row(path, reader.line_num, dict(zip(wanted, map(str.strip, cells), strict=True)))
        except csv.Error as error:
            raise ConfigError(f"no CSV: {error}", path, reader.line_num) from error
        except UnicodeDecodeError as error:
            raise ConfigError(f"save it as UTF-8: {error}", path) from error


def _unknown(header: list[str] | None, wanted: list[str]) -> str:
    unknown = [name for name in header or [] if name not in wanted]
    return f"; unknown: {', '.join(map(repr, unknown))}" if unknown else ""


def read_words(path: Path) -> frozenset[str]:
    """The folded words of a list; ``;`` parts them, ``#`` begins a comment."""
    lines = (line.split("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(fold(word.strip()) for line in lines for word in line.split(";") if word.strip())

"""The house's rules that a machine can hold: who may import whom, and how long things may be."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("flows", "tasks", "warehouse")
MODULES = sorted(
    path
    for package in OURS
    for path in (ROOT / package).rglob("*.py")
    if "data" not in path.relative_to(ROOT).parts[1:2]
)

# Which of our packages a package may import, beside itself.
MAY_IMPORT = {"flows": {"tasks", "warehouse"}, "tasks": set(), "warehouse": {"tasks.records", "tasks.errors"}}
# Who alone may import a library.
ONLY_IN = {
    "prefect": ("flows/ingest.py", "flows/recluster.py", "flows/recode.py", "flows/replay.py"),
    "duckdb": ("warehouse/",),
    "httpx": ("tasks/fetch",),
    "httpcore": ("tasks/fetch",),
    "feedparser": ("tasks/parse",),
    "ahocorasick_rs": ("tasks/extract/prefilter",),
    "nh3": ("tasks/safe_html",),
    "tld": ("tasks/sites",),
    "trafilatura": ("tasks/fulltext", "tasks/page"),
    "htmldate": ("tasks/page",),
    "resiliparse": ("tasks/page",),
    "sklearn": ("tasks/stor",),
    "scipy": ("tasks/stor",),
    "tantivy": ("warehouse/search",),
    "spacy": ("tasks/extract/parser/",),
    "thinc": ("tasks/extract/parser/",),
    "srsly": ("tasks/extract/parser/",),
    "lemminflect": ("tasks/extract/parser/",),
    "threadpoolctl": ("tasks/extract/parser/",),
    "ada_url": ("tasks/urls", "tasks/robots"),
    "filelock": ("flows/",),
    "listparser": ("tasks/opml",),
    "loky": ("flows/workers",),
    "protego": ("tasks/robots",),
    "py3langid": ("tasks/language",),
    "pyarrow": ("warehouse/",),
    "rich": ("flows/",),
    "tomlkit": ("tasks/feeds_edit",),
    "typer": ("flows/cli/",),
}
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# Run by hand, and not to be had for every machine.
BY_HAND = {"tests/bench/fuzz_parse_atheris.py"}
DISTRIBUTIONS = packages_distributions()


def imports(path: Path) -> Iterator[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    package = name_of(path).split("/")[0]
    for name, line in imports(path):
        target = name.split(".")[0]
        if target == "tests":
            pytest.fail(f"{name_of(path)}:{line} imports the tests")
        if target in OURS and target != package:
            allowed = any(name == other or name.startswith(other + ".") for other in MAY_IMPORT[package])
            assert allowed, f"{name_of(path)}:{line}: {package} may not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_has_one_home(path: Path) -> None:
    for name, line in imports(path):
        homes = ONLY_IN.get(name.split(".")[0])
        assert homes is None or name_of(path).startswith(homes), f"{name_of(path)}:{line} imports {name}"


def declared(*extras: str) -> set[str]:
    """The distributions that pyproject.toml asks for, by their plain names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(one for name in extras for one in project["optional-dependencies"][name]),
    ]
    return {re.split(r"[^\w.-]", one)[0].lower().replace("_", "-") for one in asked}


def undeclared(path: Path, known: set[str]) -> Iterator[str]:
    """The imports of others' libraries that nothing asks for."""
    for name, line in imports(path):
        package = name.split(".")[0]
        if package in sys.stdlib_module_names or package in (*OURS, "tests"):
            continue
        served = {one.lower().replace("_", "-") for one in DISTRIBUTIONS.get(package, ())}
        if not served & known:
            yield f"{name_of(path)}:{line} imports {package}"


def test_what_is_imported_is_declared() -> None:
    needed, also = declared(), declared("dev")
    assert [told for path in MODULES for told in undeclared(path, needed)] == []
    others = [path for path in TESTS if name_of(path) not in BY_HAND]
    assert [told for path in others for told in undeclared(path, needed | also)] == []


def test_what_is_not_declared_is_told() -> None:
    (told,) = undeclared(Path(__file__), set())
    assert told.endswith("imports pytest")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_too_long_to_read(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 300, f"{name_of(path)} is longer than 300 lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{name_of(path)}:{node.lineno} {node.name}"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["sql", "select 1"], ["code", "-"], ["feeds", "list"]], ids=" ".join
)
def test_prefect_is_not_imported_by_what_a_person_waits_for(arguments: list[str], tmp_path: Path) -> None:
    script = (
        "import sys\nfrom flows.__main__ import main\nsys.argv = ['daybook', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('PREFECT' if 'prefect' in sys.modules else 'NONE')"
    )
    command = [sys.executable, "-c", script, "--home", str(tmp_path), *arguments]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "NONE"


def test_no_file_hides_a_package_from_a_file_entrypoint() -> None:
    # A file entrypoint puts flows/ first on the path: flows/tasks.py would then stand for the package tasks.
    assert not [path for path in (ROOT / "flows").iterdir() if path.stem in OURS]

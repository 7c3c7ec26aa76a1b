"""``daybook`` and ``python -m flows``: run the command line and turn errors into one line and an exit code."""

import os
import sys

from tasks.errors import ConfigError, DaybookError


def main() -> None:
    """Run the command line; 0 = did it, 1 = the work failed, 2 = the command line or a config file is wrong."""
    from flows.cli.app import app

    try:
        app(prog_name="daybook")
    except ConfigError as error:
        sys.exit(_complain(error, 2))
    except DaybookError as error:
        sys.exit(_complain(error, 1))
    except BrokenPipeError as error:
        if not _reader_left():
            sys.exit(_fault(error))
        # The reader of our output went away (`daybook sql ... | head`): nothing failed, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("daybook: interrupted; what was not loaded yet is fetched again by the next run\n")
        sys.exit(130)
    except OSError as error:
        # The machine's doing, not ours: a full disk, a folder that may not be written, a file in the way.
        sys.stderr.write(f"daybook: {error.filename or 'output'}: {error.strerror or error}\n")
        sys.exit(1)
    except Exception as error:
        sys.exit(_fault(error))


def _reader_left() -> bool:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return True
    return False


def _fault(error: Exception) -> int:
    if os.environ.get("DAYBOOK_DEBUG") == "1":
        raise error
    notes = getattr(error, "__notes__", ())
    reason = "; ".join((f"{type(error).__name__}: {error}".splitlines()[0], *notes))
    sys.stderr.write(f"daybook: {reason} (this is a fault of Daybook's; DAYBOOK_DEBUG=1 shows where)\n")
    return 1


def _complain(error: DaybookError, code: int) -> int:
    notes = getattr(
        error, "__notes__", ()
    )  # e.g. that the failure could not be noted in the warehouse either
    sys.stderr.write(f"daybook: {'; '.join((str(error), *notes))}\n")
    return code


if __name__ == "__main__":
    main()

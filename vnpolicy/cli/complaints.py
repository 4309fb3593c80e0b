"""What goes to standard error, and the exit code of wrong use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from vnpolicy.errors import PolicyError


def complain(message: str) -> None:
    """A line on standard error, with the program's name."""
    typer.echo(f"vnpolicy: {message}", err=True)


@contextmanager
def exit_2_on_error() -> Iterator[None]:
    """Ends the program with code 2 and the message of an error that the library raises on purpose."""
    try:
        yield
    except (PolicyError, OSError) as error:
        complain(str(error))
        raise typer.Exit(2) from error

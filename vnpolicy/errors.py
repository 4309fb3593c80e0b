"""The exceptions of the library.

Every message says what was got, what was expected and what to do.
"""


class PolicyError(Exception):
    """Base of every error that vnpolicy raises on purpose."""


class InputError(PolicyError, ValueError):
    """The text, file or date handed in cannot be analysed."""


class LexiconError(PolicyError, ValueError):
    """A lexicon file is malformed, or one of its examples does not hold."""


class ModelError(PolicyError, ValueError):
    """A model artefact is missing, malformed or made for another taxonomy."""


class WorkerError(PolicyError, RuntimeError):
    """No worker process can be started."""


class OutputError(PolicyError, OSError):
    """The results cannot be written where they were asked for."""


class MissingExtraError(PolicyError, ImportError):
    """An optional dependency is needed for what was asked.

    >>> str(MissingExtraError("to_frames", "pandas", "tables"))
    "to_frames needs pandas, which is not installed: pip install 'vnpolicy[tables]'"
    """

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(f"{what} needs {package}, which is not installed: pip install 'vnpolicy[{extra}]'")


class UnknownItemError(PolicyError, KeyError):
    """No item has the id that was asked for."""

    def __str__(self) -> str:
        return str(self.args[0])

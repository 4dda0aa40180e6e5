"""The error for bad input: a fault in a file, with its place and remedy."""

from __future__ import annotations


class BadInput(Exception):
    """An input that cannot be used. One line: the file, the place in it, the problem and the remedy.

    `place` is free text: "line 7, column cik", "byte 1 048 576", "the whole file".
    """

    def __init__(self, file: str, problem: str, remedy: str, place: str | None = None) -> None:
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {problem}. {remedy}".replace("\n", " "))

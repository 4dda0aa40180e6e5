"""The one error that bad input raises. Belongs here: a fault in a file, in words. Not: what follows from it."""

from __future__ import annotations


class BadInput(Exception):
    """An input that cannot be used. Reads as one line: which file, where in it, what is wrong, what to do.

    `place` is free text a person can act on: "line 7, column cik", "byte 1 048 576", "the whole file".
    """

    def __init__(self, file: str, problem: str, remedy: str, place: str | None = None) -> None:
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {problem}. {remedy}".replace("\n", " "))

"""The entry point of the command `tributary`."""

from __future__ import annotations

import errno
import sys
from typing import Final

from orchestration.cli.commands import app
from sources.errors import BadInput

#: Errors of the disk that the user can fix, for every command.
_OF_THE_DISK: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EIO})


def main() -> None:
    """Entry point of the command; a fault in a file or of the disk is printed as one line."""
    try:
        app()
    except BadInput as fault:
        message = str(fault)
    except OSError as fault:
        if fault.errno not in _OF_THE_DISK:
            raise
        message = f"{fault.filename or 'The disk'}: {fault.strerror}. Fix that, then try again."
    else:
        return
    sys.stderr.write(message + "\n")
    sys.exit(1)

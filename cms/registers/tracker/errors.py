class TrackerError(Exception):
    """A verb of the tracker is refused; `code` says why, `line` where in a file (0: nowhere)."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line

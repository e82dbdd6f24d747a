"""Why a publisher's file is not imported."""


class ImportRefused(ValueError):
    """A file that cannot be imported; the message is a Swedish sentence without the file's name."""

"""The command `rsp`, or `python -m rsp_pipeline`.

An error nobody foresaw ends it with the exit code of a refusal: Python's own, 1, would say "good with remarks".
"""

import sys
import traceback


def run() -> None:
    """Run the command line."""
    try:
        from rsp_pipeline.cli import main

        main()
    except Exception:
        traceback.print_exc()
        sys.exit(2)


if __name__ == "__main__":
    run()

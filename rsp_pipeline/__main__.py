"""The command `rsp`, or `python -m rsp_pipeline`.

An error nobody foresaw ends it with the exit code of a refusal: Python's own, 1, would say "good with remarks".
"""

import gc
import sys
import traceback


def run() -> None:
    """Run the command line."""
    gc.set_threshold(50_000)  # a short life makes little garbage; looking for it took a twentieth of a refresh
    try:
        from rsp_pipeline.shell.cli import main

        main()
    except Exception:
        traceback.print_exc()
        sys.exit(2)


if __name__ == "__main__":
    run()

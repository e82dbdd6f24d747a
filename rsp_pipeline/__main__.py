"""The command `rsp`, or `python -m rsp_pipeline`.

An error nobody foresaw ends it with the exit code of a refusal, and whoever breaks it off with that of shells: 1, which
Python and click would end with, says "good with remarks".
"""

import gc
import os
import signal
import sys
import traceback

import click

REFUSED = 2
BROKEN_OFF = 128 + signal.SIGINT


def run() -> None:
    """Run the command line."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads wait busily, for no matrix
    gc.set_threshold(50_000)  # a short life makes little garbage; looking for it took a twentieth of a refresh
    try:
        from rsp_pipeline.shell.cli import main

        code = main(standalone_mode=False)
    except click.ClickException as mistake:
        mistake.show()
        code = REFUSED
    except (click.Abort, KeyboardInterrupt):
        print("Avbrutet.", file=sys.stderr)
        code = BROKEN_OFF
    except Exception:
        traceback.print_exc()
        code = REFUSED
    sys.exit(code)


if __name__ == "__main__":
    run()

"""What someone may have meant who asked for something that is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

SHOWN = 3  # things that are named


def did_you_mean(asked: str, titles: Mapping[str, str]) -> str:
    """A question that names what is called almost so, or has the word in its title; nothing where nothing is.

    `titles` tells what each thing is by what it is called. An id is the same without its zero, or with an o for it.
    """
    padded = re.sub(r"^([a-z])[0o]*(\d)$", r"\g<1>0\2", asked.casefold())
    by_id = {name.casefold(): name for name in titles}
    if padded in by_id:
        near = [by_id[padded]]
    else:
        near = [by_id[found] for found in get_close_matches(padded, by_id)]
        by_title = {title.casefold(): name for name, title in titles.items()}
        said = [title for title in by_title if len(padded) > 3 and padded in title]
        near += [by_title[title] for title in (said or get_close_matches(padded, by_title))]
    found = [f"{name} {titles[name]}".strip() for name in dict.fromkeys(near)][:SHOWN]
    return f" Menade du {' eller '.join(found)}?" if found else ""

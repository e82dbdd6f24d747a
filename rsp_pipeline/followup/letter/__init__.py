"""The tjänsteskrivelse of a year: the document that the officer signs and the board decides on, three pages at most.

Its facts are the programme file's, the registers' and the head's of the year's own texts; here stand the words around
them. All that there is to tell of the year is told in the other document, `full_report`.
"""

from rsp_pipeline.followup.letter.compose import compose, section_headings

__all__ = ["compose", "section_headings"]

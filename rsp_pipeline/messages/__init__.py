"""How people are told: letters, and the mail server and webhooks that carry them.

What is told is handed in as sentences and causes; what a night came to belongs in `night`. Only the standard library is
used, and nothing is asked of any other address than those that `RSP_TELL` and `RSP_TELL_SMTP` name.
"""

"""What a command of `rsp` tells the shell about how it went."""

GOOD, GOOD_WITH_REMARKS, REFUSED = 0, 1, 2

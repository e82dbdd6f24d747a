"""From the bytes of a csv file to a sheet: its encoding, its delimiter, and the fast way through a large one."""

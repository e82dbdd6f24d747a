"""What one types, and what is told in return: the command `rsp`, its exit codes, and its reports as lines of text.

What is found out belongs in the rooms below; here it is only asked for and told.
"""

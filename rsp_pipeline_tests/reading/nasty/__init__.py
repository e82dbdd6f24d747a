"""Files as senders really send them, case by case; `../test_nasty_files.py` tries them."""

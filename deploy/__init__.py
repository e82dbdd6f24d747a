"""What an operator sets up; of it, `nation` can be started on one machine to be looked at and tried."""

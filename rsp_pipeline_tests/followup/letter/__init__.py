"""The tjänsteskrivelse."""

"""What the text of a cell means: values of every kind, identifiers, and texts that are cleaned, masked or broken."""

"""Records, invoices and their ways to who pays them."""

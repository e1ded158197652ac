"""What the forms of all pages share; each form itself lies beside its views."""

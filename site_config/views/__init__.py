"""What pages show, made from the catalogue. Pure: values in, values out; templates only draw them."""

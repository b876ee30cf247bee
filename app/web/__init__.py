"""The HTTP edge: access, unit of work, errors, forms, headers, words in templates. Knows Flask, knows no subject."""

"""Evidence as data: parameter tables, studies, claims and sources, with their readers."""

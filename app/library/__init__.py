"""Methods, stages, ground rules, tools, vocabularies, glossary and documented processes, from seed/. Public facts only."""

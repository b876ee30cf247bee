"""Methods, stages, ground rules, tools, vocabularies, glossary and documented processes. Public facts only."""

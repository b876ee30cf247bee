"""One recorded point: its visibility, its links, its withdrawal. There is no author to hide."""

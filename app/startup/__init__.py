"""From a fresh machine to a running house: environment, assets, checks, server. No subject imports it."""

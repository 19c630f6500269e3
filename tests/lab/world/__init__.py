"""A small internet in network namespaces, with a home and its game server in it."""

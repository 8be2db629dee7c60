// Configuration: the environment, checked once at start.

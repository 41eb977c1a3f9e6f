"""One request over the network: the transports over requests and aiohttp."""

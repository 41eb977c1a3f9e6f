"""One request over the network: the transport protocols, and those over `requests` and `aiohttp`."""

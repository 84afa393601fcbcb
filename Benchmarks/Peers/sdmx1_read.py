"""Reads an SDMX message with sdmx1 and prints the number of observations."""

import logging
import sys

import sdmx

# It has no structure and makes one up, saying so of each component.
logging.getLogger("sdmx").setLevel(logging.ERROR)
message = sdmx.read_sdmx(sys.argv[1])
print(sum(len(data.obs) for data in message.data))

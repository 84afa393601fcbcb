"""Reads an SDMX message with pysdmx and prints the number of observations."""

import sys

from pysdmx.io import read_sdmx

# The structure is not at hand, and is not needed for reading.
message = read_sdmx(sys.argv[1], validate=False)
print(sum(len(data.data) for data in message.data))

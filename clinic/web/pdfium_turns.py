"""PDFium works for one thread of a process at a time, whatever it is asked for."""

import threading
from typing import Final

one_at_a_time: Final = threading.Lock()

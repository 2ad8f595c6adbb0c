"""JupyterLab that ends when whoever started it is gone, be it by kill -9: the pipe at its standard input then closes."""

import os
import runpy
import signal
import sys
import threading


def end_with_starter() -> None:
    # Not sys.stdin, whose lock Python would wait for at its end.
    while os.read(0, 1024):
        pass
    # As Ctrl+C twice would: kernels are ended, too.
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_starter, daemon=True).start()
sys.argv[0] = "jupyter-lab"
# The folder of this file is none in which to look for modules.
sys.path.pop(0)
runpy.run_module("jupyterlab", run_name="__main__")

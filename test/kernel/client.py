"""Runs cells in the course's TypeScript kernel as a Jupyter client does, and presses the stop button.

Standard input: {"spec": kernel.json's folder, "cells": [{"source": ..., "stopOn": text printed | null}]}.
Standard output: for each cell its status, what it printed, and in how many messages.
"""
import json
import sys
import time
from pathlib import Path
from subprocess import DEVNULL

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

task = json.load(sys.stdin)
folder = Path(task["spec"])
manager = KernelManager(
    kernel_name=folder.name,
    kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(folder.parent)]),
)
manager.start_kernel(cwd=task["cwd"], stdout=DEVNULL, stderr=DEVNULL)
client = manager.client()
client.start_channels()


def run(cell):
    request = client.execute(cell["source"], stop_on_error=False)
    printed, messages, shown, stopped = "", 0, [], False
    while True:
        message = client.get_iopub_msg(timeout=120)
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            printed += content["text"]
            messages += 1
        elif kind in ("display_data", "update_display_data"):
            shown.append(content["data"])
        elif kind == "status" and content["execution_state"] == "idle":
            break
        if cell.get("stopOn") and not stopped and cell["stopOn"] in printed:
            stopped = True
            manager.interrupt_kernel()
    while True:
        reply = client.get_shell_msg(timeout=120)
        if reply["parent_header"].get("msg_id") == request:
            break
    time.sleep(0.3)  # after a failed cell tslab aborts what comes within 0.2 s
    return {"status": reply["content"]["status"], "printed": printed, "messages": messages, "shown": shown}


try:
    client.wait_for_ready(timeout=120)
    json.dump([run(cell) for cell in task["cells"]], sys.stdout)
finally:
    client.stop_channels()
    # As JupyterLab ends a kernel: it asks, and ends by a signal what does not end by itself. It waits for half of this.
    manager.shutdown_wait_time = 240
    process = manager.provisioner.process
    manager.shutdown_kernel()
if process.returncode != 0:
    sys.exit(f"The kernel did not end when it was asked to: {process.returncode}.")

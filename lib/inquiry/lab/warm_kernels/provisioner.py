"""The kernel provisioner: a page's kernel is forked; any other starts as usual, and where none can be had."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from inquiry.cycle import PAGES
from inquiry.lab.places import DEPTH, WORKBOOKS
from inquiry.lab.warm_kernels.ask import NoFork, parent

NAME = "inquiry-warm"  # under which pyproject.toml makes it known to Jupyter
USUAL = "local-provisioner"  # Jupyter's own
LAUNCHER = ["-m", "ipykernel_launcher"]
NOTEBOOK = "JPY_SESSION_NAME"  # the variable that tells a kernel its notebook's path
CAN_FORK = sys.platform == "linux" and hasattr(os, "pidfd_open")


class WarmProvisioner(LocalProvisioner):
    """Starts a page's kernel from a process that has everything loaded; the rest is Jupyter's own."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel, forked where that can be."""
        environment = kwargs.get("env") or {}
        if CAN_FORK and is_plain_python(cmd) and is_page(environment):
            try:
                folder = str(kwargs.get("cwd") or Path.cwd())
                kernel = await asyncio.to_thread(parent.fork, cmd[3:], environment, folder)
            except NoFork as trouble:
                self.log.warning("inquiry | A page's kernel starts the slow way: %s.", trouble)
            else:
                self.log.info("inquiry | A page's kernel was forked: process %s.", kernel.pid)
                self.process = kernel  # type: ignore[assignment]  # it does what Jupyter asks of a Popen
                self.pid, self.pgid, self.cwd = kernel.pid, kernel.pid, folder
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)


def use_for(server: Any, root: Path) -> bool:
    """Fork the kernels of a server's pages, unless its configuration names another way.

    The parent begins to load at once, so that it has done so by the time that the first page asks.

    Parameters
    ----------
    server : ServerApp
        Jupyter's.
    root : Path
        The folder that it shows.

    Returns
    -------
    bool
        Whether they will be forked.
    """
    factory = KernelProvisionerFactory.instance(parent=server)
    chosen = server.config.get("KernelProvisionerFactory", {}).get("default_provisioner_name")
    if (
        chosen is None
        and factory.default_provisioner_name == USUAL
        and CAN_FORK
        and NAME in factory.provisioners
    ):
        factory.default_provisioner_name = chosen = NAME
    forks = CAN_FORK and chosen == NAME
    if forks:
        parent.start(root)
    return forks


def is_plain_python(command: list[str]) -> bool:
    """Whether a kernel's command is this very Python with its usual kernel, without options."""
    return command[:3] == [sys.executable, *LAUNCHER]


def is_page(environment: Mapping[str, str]) -> bool:
    """Whether a kernel is for a page of a workbook; other notebooks get the kernel that they know."""
    parts = PurePath(environment.get(NOTEBOOK, "")).parts
    page = PurePath(parts[-1]) if parts else PurePath()
    return parts[-DEPTH:-4] == (WORKBOOKS,) and page.suffix == ".ipynb" and page.stem in PAGES.values()

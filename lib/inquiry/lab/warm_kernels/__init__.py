"""Kernels that start at once: forked from a process that has loaded what every page needs.

provisioner.py   what a Jupyter server asks for a kernel; where no fork can be had, Jupyter's own way
ask.py           the server's side: starts the parent, asks it for kernels
kernel.py        a forked kernel, as the server sees it
parent.py        the process that has everything loaded, and forks
child.py         from a fork to a kernel
"""

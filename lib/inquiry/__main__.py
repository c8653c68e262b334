"""`python -m inquiry` is the command."""

from inquiry.cli import main

main(prog_name="inquiry")

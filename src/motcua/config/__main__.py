"""`python -m motcua.config ROOM VERB …`: the terminal command for processes that start each other."""

from motcua.config.cli import main
from motcua.config.supervisor import tie_to_parent

tie_to_parent()
main()

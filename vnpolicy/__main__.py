"""``python -m vnpolicy``."""

from vnpolicy.cli import main

if __name__ == "__main__":
    main()

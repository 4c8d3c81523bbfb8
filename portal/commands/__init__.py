"""What `portal <command>` does, a module a command: each has ``main(argv) -> exit code`` and imports what it needs itself."""

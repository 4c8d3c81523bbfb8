"""The command line: finds the command and hands over. Each imports only what it needs, so that none is slow to start."""

import importlib
import sys
from collections.abc import Sequence

COMMANDS = {
    "score": ("portal.commands.score", "score case files by a policy"),
    "report": ("portal.commands.report", "write the coaching report of a case file as a PDF"),
    "gate": (
        "portal.commands.gate",
        "say whom the candidate of a case may contact now, how, and by which rule",
    ),
    "check-note": ("portal.commands.check_note", "say what to change in the notes of case files"),
    "import": ("portal.commands.import_cases", "take case files into an agency"),
    "export": ("portal.commands.export_cases", "write an agency's interviews as case files"),
    "policies": ("portal.commands.policies", "list, show, check and compare policies"),
    "init": ("portal.commands.init", "set up an empty agency with its first admin"),
    "users": ("portal.commands.users", "list who can sign in, invite staff, reset a password"),
    "link": ("portal.commands.link", "print a link that signs somebody in (demo, development)"),
    "demo": ("portal.commands.demo", "load a made-up agency into an empty database"),
    "run": ("portal.commands.run", "migrate, then run web server and worker together"),
    "web": ("portal.commands.web", "run the web server"),
    "health": ("portal.commands.health", "ask the web server whether it is well"),
    "worker": ("portal.commands.worker", "do the background work: mails, scores, reports, the schedule"),
    "backup": ("portal.commands.backup", "write database and files into one archive, while the portal runs"),
    "restore": ("portal.commands.restore", "put a backup into an empty installation"),
    "migrate": ("portal.commands.migrate", "bring the database to this release's tables"),
}
"""Command → the module with its ``main(argv) -> exit code``, and what it does. A new command is a new line here."""


def usage() -> str:
    """What the command line can do."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {what}" for name, (_, what) in COMMANDS.items()]
    return "\n".join(
        ["usage: portal COMMAND …", "", *lines, "", "portal COMMAND --help says more on each of them."]
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 2 where there is no such command."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(usage() + "\n")
        return 0 if words else 2
    if words[0] not in COMMANDS:
        sys.stderr.write(f"portal: there is no command {words[0]!r}.\n\n{usage()}\n")
        return 2
    module = importlib.import_module(COMMANDS[words[0]][0])
    try:
        code: int = module.main(words[1:])
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return code


if __name__ == "__main__":
    raise SystemExit(main())

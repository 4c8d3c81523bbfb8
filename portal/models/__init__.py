"""The tables, a module a noun. Importing this package makes every table known to the metadata."""

from portal.models.agency import Agency, Paper, Team
from portal.models.audit_entry import AuditEntry
from portal.models.base import Base, new_id, normal, text_hash
from portal.models.candidate import Candidate, NoticeAgreement
from portal.models.decision import Decision, DecisionKind
from portal.models.diary import Application, LearningEntry, Post, Promise, Reference
from portal.models.employer import Contact, Employer, Job, JobState
from portal.models.file import StoredFile
from portal.models.interview import (
    Format,
    Interview,
    InterviewChange,
    Outcome,
    PersonMet,
    PersonRole,
    Process,
    Stage,
)
from portal.models.mail import Mail, MailState
from portal.models.note import Note, NoteKind, NoteRecipient, NoteRevision, NoteState
from portal.models.policy import PolicyVersion
from portal.models.recap import Recap, RecapDocument, RecapOpening, RecapRevision, RecapSource
from portal.models.score_run import Report, ScoreRun, VerdictOverride
from portal.models.task import Task, TaskState, WorkerBeat
from portal.models.touch import (
    Channel,
    Evidence,
    MadeBy,
    Touch,
    TouchKind,
    TouchRecipient,
    TouchRetraction,
)
from portal.models.user import Attempt, LinkPurpose, MailedLink, Role, SignIn, User

__all__ = [
    "Agency",
    "Application",
    "Attempt",
    "AuditEntry",
    "Base",
    "Candidate",
    "Channel",
    "Contact",
    "Decision",
    "DecisionKind",
    "Employer",
    "Evidence",
    "Format",
    "Interview",
    "InterviewChange",
    "Job",
    "JobState",
    "LearningEntry",
    "LinkPurpose",
    "MadeBy",
    "Mail",
    "MailState",
    "MailedLink",
    "Note",
    "NoteKind",
    "NoteRecipient",
    "NoteRevision",
    "NoteState",
    "NoticeAgreement",
    "Outcome",
    "Paper",
    "PersonMet",
    "PersonRole",
    "PolicyVersion",
    "Post",
    "Process",
    "Promise",
    "Recap",
    "RecapDocument",
    "RecapOpening",
    "RecapRevision",
    "RecapSource",
    "Reference",
    "Report",
    "Role",
    "ScoreRun",
    "SignIn",
    "Stage",
    "StoredFile",
    "Task",
    "TaskState",
    "Team",
    "Touch",
    "TouchKind",
    "TouchRecipient",
    "TouchRetraction",
    "User",
    "VerdictOverride",
    "WorkerBeat",
    "new_id",
    "normal",
    "text_hash",
]

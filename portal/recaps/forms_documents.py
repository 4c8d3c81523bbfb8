"""The forms of a document: handing it in, and saying where each part of it belongs."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import Form, HiddenField, SelectField, TextAreaField
from wtforms.validators import Length

from portal.models import new_id
from portal.web.instants import choice


class UploadForm(FlaskForm):  # type: ignore[misc]
    """A document."""

    key = HiddenField()
    document = FileField(
        _l("Your document"),
        [FileRequired(_l("Choose a file first."))],
        render_kw={"accept": ".docx,.pdf,.txt"},
    )

    @property
    def id_of_row(self) -> UUID:
        """The key, or a fresh one where it was tampered with."""
        try:
            return UUID(str(self.key.data))
        except ValueError:
            return new_id()


class SectionForm(Form):
    """A part of a document: its text, which may be edited, and where it belongs."""

    text = TextAreaField(_l("Text"), [Length(max=20_000)], render_kw={"rows": 5})
    target = SelectField(_l("Where does this belong?"))


class SectionsForm:
    """A form for each part that was not taken over yet."""

    def __init__(self, parts: list[tuple[int, dict[str, Any], SectionForm]]) -> None:
        self.parts = parts

    @property
    def errors(self) -> dict[str, Any]:
        """What is wrong, by field."""
        return {form.text.name: form.errors for _number, _section, form in self.parts if form.errors}

    def __iter__(self) -> Any:
        return (field for _number, _section, form in self.parts for field in form)

    def validate(self) -> bool:
        """Whether every part can be taken over."""
        answers = [form.validate() for _number, _section, form in self.parts]
        return all(answers)

    @property
    def chosen(self) -> list[tuple[int, str, str]]:
        """Number, place and text of each part."""
        return [
            (number, str(form.target.data or ""), str(form.text.data or ""))
            for number, _section, form in self.parts
        ]


def sections_form(
    sections: Sequence[dict[str, Any]], targets: Sequence[tuple[str, object]], sent: Any = None
) -> SectionsForm:
    """The forms of a document's parts."""
    parts = []
    for number, section in enumerate(sections):
        if section.get("taken"):
            continue
        form = SectionForm(
            sent, prefix=f"s{number}", data={"text": section["text"], "target": section["suggested"]}
        )
        form.target.choices = [choice(value, label) for value, label in targets]
        parts.append((number, section, form))
    return SectionsForm(parts)

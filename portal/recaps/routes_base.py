"""What all pages of this feature hang on."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("recaps", __name__)

Page = str | Response | tuple[str, int] | tuple[Response, int]

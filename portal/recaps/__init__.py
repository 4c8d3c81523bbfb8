"""The recap of an interview: typed on two short pages, saved as it is typed, submitted, amended, uploaded, read again."""

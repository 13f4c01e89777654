"""The papers of a request: those we draw up and those we are given.

`mandate` says what a mandate holds and `drawing` makes a PDF of it; `content` judges what somebody sends,
`receiving` stops what is too large while it still comes in, and `keeping` stores it beside its row.
"""

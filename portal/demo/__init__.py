"""A made-up agency to try the portal with: its people, clients and interviews in every state, relative to today."""

"""What every subject stands on: the session, errors, announcements, time, tokens. Knows no subject and no HTTP."""

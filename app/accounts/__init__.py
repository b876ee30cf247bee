"""Third party and organizers who sign in: password, second factor, recovery. Participants have seats, not accounts."""

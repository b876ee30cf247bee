"""Pages about joint texts, by audience: the workbench of the third party and organizers, the seats of participants."""

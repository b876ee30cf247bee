"""Pages of getting people ready, by audience: seats and lists for the third party, letters, a phone."""

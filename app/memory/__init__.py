"""Memory between meetings: where we had got to, open questions, promises, and a newcomer's briefing."""

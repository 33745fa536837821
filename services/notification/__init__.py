"""Notification: who has to do what, who is told what, by inbox and mail, and what the loudspeaker station reads out."""

"""Telling partners: history lines become deliveries (`spreading`), which are signed (`signing`) and posted to
addresses that were checked (`targets`, `posting`) by whoever claims them (`delivering`); people and partners look
after their addresses (`minding`)."""

"""6: what a page shows: charts, tables and forms, each with a team face and, where it is meant for staff, a staff face."""

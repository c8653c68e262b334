"""6: what a page shows: charts, tables and forms, each with a team face and, where meant, a staff face."""

"""The Inquiry Cycle Workbook."""

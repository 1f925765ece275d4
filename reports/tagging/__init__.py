"""Tagged PDF over ReportLab: structure tree, marked content, parent tree, PDF/UA metadata.

ReportLab draws; this layer says what each mark is, so that a screen reader tells it in order.
"""

"""Two fictional clinics with months of care, made through the same actions as the pages."""

"""What every page shares: guards, errors, headers, filters, navigation."""

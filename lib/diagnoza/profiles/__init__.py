"""What every chapter of a partnership's diagnosis found for one of its municipalities."""

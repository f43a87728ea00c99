"""What a report shows of services: charts, tables and sentences over finished, publishable tables; nothing is computed anew."""

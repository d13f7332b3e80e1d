-- expect: high
DROP DATABASE reports;

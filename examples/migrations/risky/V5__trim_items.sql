UPDATE orders SET item = trim(item) WHERE item LIKE ' %';

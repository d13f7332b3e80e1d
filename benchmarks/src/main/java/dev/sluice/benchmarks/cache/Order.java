package dev.sluice.benchmarks.cache;

/** What is cached: about 200 bytes as JSON. */
record Order(long id, String customer, String item, String note, double total) {

    private static final String NOTE = "to be left with the neighbours, who are at home in the afternoon";

    static Order of(int number) {
        return new Order(number, "customer " + number % 1000, "item " + number % 77, NOTE, number * 1.25);
    }
}

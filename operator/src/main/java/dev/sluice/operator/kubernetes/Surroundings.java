package dev.sluice.operator.kubernetes;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Gives the clock and the random numbers that everything else is handed. */
@Singleton
class Surroundings {

    @Produces
    @Singleton
    Clock clock() {
        return new SteadyClock(InstantSource.system(), System::nanoTime);
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return new java.util.SplittableRandom();
    }
}

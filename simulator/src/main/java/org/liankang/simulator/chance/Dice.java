package org.liankang.simulator.chance;

import java.util.SplittableRandom;

/**
 * One stream of chance. Every household gets its own stream from (seed, number), so that its life does not depend on
 * which household was drawn before it, nor on the number of threads.
 */
public final class Dice {

    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    public static Dice of(long seed, long stream) {
        return new Dice(new SplittableRandom(mix(mix(seed) + stream)));
    }

    /** The finaliser of SplitMix64: a bijection, so that different inputs never meet. */
    public static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A stream of its own, so that one process drawing more does not disturb another. */
    public Dice split() {
        return new Dice(random.split());
    }

    public double unit() {
        return random.nextDouble();
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A whole number from both ends inclusive. */
    public int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** Box-Muller with two draws each time: the same on every Java version. */
    public double normal(double mean, double deviation) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return mean + deviation * radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }

    public int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    public double exponential() {
        return -StrictMath.log(1 - random.nextDouble());
    }
}

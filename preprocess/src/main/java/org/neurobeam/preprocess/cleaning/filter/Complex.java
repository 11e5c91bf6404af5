package org.neurobeam.preprocess.cleaning.filter;

/** A complex number, for poles and zeros. */
record Complex(double re, double im) {
    private static final double REAL_TOLERANCE = 100 * Math.ulp(1.0);

    static Complex polar(double angle) {
        return new Complex(Math.cos(angle), Math.sin(angle));
    }

    Complex plus(Complex o) {
        return new Complex(re + o.re, im + o.im);
    }

    Complex minus(Complex o) {
        return new Complex(re - o.re, im - o.im);
    }

    Complex times(Complex o) {
        return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    Complex times(double s) {
        return new Complex(re * s, im * s);
    }

    Complex over(Complex o) {
        double d = o.re * o.re + o.im * o.im;
        return new Complex((re * o.re + im * o.im) / d, (im * o.re - re * o.im) / d);
    }

    Complex sqrt() {
        double r = abs();
        double a = Math.sqrt((r + Math.abs(re)) / 2);
        if (a == 0) {
            return this;
        }
        double b = Math.abs(im) / (2 * a);
        return re >= 0 ? new Complex(a, Math.copySign(b, im)) : new Complex(b, Math.copySign(a, im));
    }

    double abs() {
        return Math.hypot(re, im);
    }

    boolean isReal() {
        return Math.abs(im) <= REAL_TOLERANCE * abs();
    }
}

package org.liankang;
public final class Platform { public static void main(String[] a){} }

using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

/// <summary>Reports of one launch of a suite whose benchmarks are not equally noisy, with known truth.</summary>
/// <param name="benchmarks">Their number.</param>
/// <param name="seed">Of the random numbers.</param>
internal sealed class SimulatedReports(int benchmarks, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The standard deviation of ln of a launch's time, for each benchmark.</summary>
    public Func<int, double> Noise { get; init; } = _ => 0.02;

    /// <summary>The share of launches at 1.8 times their time.</summary>
    public double BadShare { get; init; }

    /// <summary>The standard deviation of what moves all benchmarks of a report alike.</summary>
    public double Drift { get; init; }

    public ImmutableArray<Report> CreateMany(int reports) => [.. Enumerable.Range(0, reports).Select(_ => Create())];

    /// <param name="ratio">By which the first benchmark is slower.</param>
    public Report Create(double ratio = 1)
    {
        double drift = Math.Exp(Drift * Normal());
        return new Report(
            "report",
            new Machine("Test CPU", 2, 2, "X64", "Linux"),
            new RunEnvironment("0.15.8", ".NET 10.0.12", "RELEASE", null, null, null),
            ImmutableSortedDictionary<string, string>.Empty,
            [.. Enumerable.Range(0, benchmarks).Select(i => Benchmark(i, 1000 * drift * (i == 0 ? ratio : 1)))],
            []
        );
    }

    private Benchmark Benchmark(int index, double nanoseconds)
    {
        string name = FormattableString.Invariant($"B{index:000}");
        double level = nanoseconds * Math.Exp(Noise(index) * Normal()) * (_random.NextDouble() < BadShare ? 1.8 : 1);
        return new Benchmark(new BenchmarkKey(name, JobId.Default), "", "", name, MeasurementKind.Raw, [new Launch([level], 1)], null, []);
    }

    // Box and Muller.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

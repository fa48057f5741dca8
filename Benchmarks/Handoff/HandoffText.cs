using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>The parameters of a hand-off as people read them.</summary>
internal static class HandoffText
{
    /// <returns>A direction or a payload, such as <c>round trip</c> or <c>64 KiB</c>.</returns>
    public static string? DescribeValue(object? value) =>
        value switch
        {
            HandoffDirection.RoundTrip => "round trip",
            HandoffDirection.OneWay => "one way",
            int bytes => Figures.FormatWholeBytes(bytes),
            _ => value?.ToString(),
        };
}

using System.Text.Json;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>How long a page takes for what, in windows of their own. <c>Tests/page-times</c> prints it; no test asserts a time.</summary>
internal sealed class PageTimes
{
    private readonly Dictionary<string, List<double>> _milliseconds = [];

    /// <summary>How often a page is opened: CONCURRENCYBENCH_PAGE_RUNS, or once.</summary>
    public static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("CONCURRENCYBENCH_PAGE_RUNS"), CultureInfo.InvariantCulture, out int runs)
            ? runs
            : 1;

    /// <param name="times">A number of milliseconds by what took it.</param>
    public void Add(JsonElement times)
    {
        // The driver adds marks of its own, which are text.
        foreach (JsonProperty time in times.EnumerateObject().Where(time => time.Value.ValueKind == JsonValueKind.Number))
        {
            if (!_milliseconds.TryGetValue(time.Name, out List<double>? all))
            {
                _milliseconds.Add(time.Name, all = []);
            }

            all.Add(time.Value.GetDouble());
        }
    }

    /// <summary>Writes them to the file that CONCURRENCYBENCH_PAGE_TIMES names, if it does.</summary>
    public void Keep()
    {
        if (Environment.GetEnvironmentVariable("CONCURRENCYBENCH_PAGE_TIMES") is { Length: > 0 } file)
        {
            File.WriteAllText(file, ToString());
        }
    }

    /// <summary>A line each: the median, the least and the most.</summary>
    public override string ToString() => string.Concat(_milliseconds.Select(time => Describe(time.Key, [.. time.Value.Order()])));

    private static string Describe(string name, double[] sorted) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -16} {sorted[sorted.Length / 2], 5:F0} ms   {sorted[0]:F0} – {sorted[^1]:F0} ms, {sorted.Length} times\n"
        );
}

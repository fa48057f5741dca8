namespace ConcurrencyBench.Tests.Support;

/// <summary>
/// Processes that carry a mark in their environment, which what they start inherits: also those whose parent has ended. Linux only.
/// </summary>
internal sealed class MarkedProcesses : IDisposable
{
    private const string Variable = "CONCURRENCYBENCH_TEST_MARK";

    private readonly string _mark = Guid.NewGuid().ToString("N");

    /// <summary>The mark, as a variable of an environment.</summary>
    public KeyValuePair<string, string?> Setting => new(Variable, _mark);

    /// <summary>Has a process carry the mark.</summary>
    public void Mark(ProcessStartInfo start) => start.Environment[Variable] = _mark;

    /// <returns>Those that live; one that has ended and waits to be reaped has no environment.</returns>
    public int[] Find() =>
        [
            .. Directory
                .GetDirectories("/proc", "*")
                .Select(Path.GetFileName)
                .Where(name => IsMarked(name!))
                .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)),
        ];

    /// <summary>Waits until none of them lives.</summary>
    /// <returns>Those that are left at the end of the limit, each with what it is.</returns>
    public async Task<string[]> WaitForTheEndAsync(TimeSpan limit, int except = 0)
    {
        long start = Stopwatch.GetTimestamp();
        int[] left = Left();
        while (left.Length > 0 && Stopwatch.GetElapsedTime(start) < limit)
        {
            await Task.Delay(20);
            left = Left();
        }

        return
        [
            .. left.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id}: {string.Join(' ', OtherProcesses.CommandOf(id))}")),
        ];

        int[] Left() => [.. Find().Where(id => id != except)];
    }

    /// <summary>Ends those that are left.</summary>
    public void Dispose() => Array.ForEach(Find(), Signals.TryKill);

    private bool IsMarked(string name)
    {
        try
        {
            return char.IsAsciiDigit(name[0])
                && File.ReadAllText($"/proc/{name}/environ").Contains($"{Variable}={_mark}", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to somebody else.
            return false;
        }
    }
}

using System.Collections.Concurrent;

namespace ConcurrencyBench.Tests.Support.Progress;

/// <summary>How many tests have ended, and which are running for how long.</summary>
internal sealed class RunningTests(TimeProvider time)
{
    private const int MaximumNameLength = 100;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<object, RunningTest> _running = new();
    private int _ended;

    /// <param name="key">What <see cref="End"/> is called with.</param>
    /// <param name="name">The name to show.</param>
    /// <param name="limit">How long it may run.</param>
    /// <param name="givenUp">Is cancelled when the test has failed because it took too long. Such a test never reports its end.</param>
    public void Start(object key, string name, TimeSpan limit, CancellationToken givenUp) =>
        _running[key] = new RunningTest(Shorten(name), time.GetTimestamp(), limit, givenUp);

    public void End(object key)
    {
        if (_running.TryRemove(key, out _))
        {
            Interlocked.Increment(ref _ended);
        }
    }

    /// <summary>One line: "120 tests have ended; A.B has been running for 12 s, C.D for 3 s."</summary>
    public string Describe()
    {
        RemoveGivenUp();
        IEnumerable<string> running = _running
            .Values.Select(test => (test.Name, Elapsed: Elapsed(test)))
            .Where(test => test.Elapsed >= Noticeable)
            .OrderByDescending(test => test.Elapsed)
            .Select(
                (test, i) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{test.Name} {(i == 0 ? "has been running " : "")}for {test.Elapsed.TotalSeconds:F0} s"
                    )
            );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_ended} tests have ended; {string.Join(", ", running.DefaultIfEmpty("none has been running for long"))}."
        );
    }

    /// <summary>Tests that run although their limit has passed.</summary>
    public IReadOnlyList<string> FindOverdue()
    {
        RemoveGivenUp();
        return [.. _running.Values.Where(test => Elapsed(test) > test.Limit + Grace).Select(test => test.Name)];
    }

    private TimeSpan Elapsed(RunningTest test) => time.GetElapsedTime(test.Start);

    private void RemoveGivenUp()
    {
        foreach ((object key, RunningTest test) in _running)
        {
            if (test.GivenUp.IsCancellationRequested)
            {
                End(key);
            }
        }
    }

    private static string Shorten(string name)
    {
        string own = name.Replace($"{nameof(ConcurrencyBench)}.{nameof(Tests)}.", "", StringComparison.Ordinal);
        return own.Length > MaximumNameLength ? $"{own[..MaximumNameLength]}…" : own;
    }

    private sealed record RunningTest(string Name, long Start, TimeSpan Limit, CancellationToken GivenUp);
}

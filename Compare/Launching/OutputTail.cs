using System.Text.RegularExpressions;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>The last lines of a process, and the first error in them. Both of its streams write here, a line at a time.</summary>
internal sealed partial class OutputTail
{
    private const int Kept = 20;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new();
    private string? _error;
    private bool _isInError;

    /// <summary>Takes a line; blank lines are ignored.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                return;
            }

            _last.Enqueue(line.TrimEnd());
            if (_last.Count > Kept)
            {
                _last.Dequeue();
            }

            // The exception inside says more than the one that it is wrapped in.
            bool isInner = InnerException().IsMatch(line);
            if (_error is null ? Exception().IsMatch(line) : _isInError && isInner)
            {
                _error = isInner ? line.Trim()["---> ".Length..] : line.Trim();
                _isInError = true;
            }
            else
            {
                _isInError = false;
            }
        }
    }

    /// <summary>The first exception in the output; null when there is none.</summary>
    public string? FirstError
    {
        get
        {
            lock (_lock)
            {
                return _error;
            }
        }
    }

    /// <returns>The headline, and below it the last 20 lines of the process.</returns>
    public string FormatBelow(string headline)
    {
        lock (_lock)
        {
            return string.Join('\n', [headline, .. _last]);
        }
    }

    [GeneratedRegex(@"^(Unhandled exception\. )?[\w.]+Exception(\s\(\w+\))?: ")]
    private static partial Regex Exception();

    [GeneratedRegex(@"^\s*---> [\w.]+Exception(\s\(\w+\))?: ")]
    private static partial Regex InnerException();
}

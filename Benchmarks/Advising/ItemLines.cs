namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Times the items of a program from the lines that it prints.</summary>
/// <remarks>
/// <para>The program runs its items one after the other, and prints, each on a line of its own and flushed at once:</para>
/// <code>
/// ready        what came before is start-up and does not count; without it, the first item contains the start
/// item         an item has ended; its time is that since the line before
/// item 12.5    the same, timed by the program itself, in milliseconds
/// </code>
/// <para>Every other line is the program's own and is passed over.</para>
/// </remarks>
internal sealed class ItemLines
{
    private readonly List<double> _items = [];
    private double _last;

    /// <summary>Nanoseconds of each item, in order.</summary>
    public ImmutableArray<double> Items => [.. _items];

    /// <summary>True once the program has said that it is ready, or has ended an item.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="nanoseconds">The time since the start of the program.</param>
    /// <returns>True where the line belongs to the protocol.</returns>
    /// <exception cref="Analysis.Errors.UsageException">An item's time is no number.</exception>
    public bool Take(string line, double nanoseconds)
    {
        string[] words = line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not (["ready"] or ["item"] or ["item", _]))
        {
            return false;
        }

        if (words[0] == "item")
        {
            _items.Add(words.Length == 2 ? CostsFile.ParseMilliseconds(words[1], $"item {_items.Count + 1}") : nanoseconds - _last);
        }

        _last = nanoseconds;
        HasBegun = true;
        return true;
    }
}

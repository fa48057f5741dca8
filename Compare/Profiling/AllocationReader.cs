using System.Text;
using ConcurrencyBench.Analysis.Gating.Records;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Counts what a process allocates, by type, and how often it collects.</summary>
internal sealed class AllocationReader
{
    // Of 3 types of 100 bytes each, and one of 1: less is no news.
    private const double SmallestShare = 0.002;

    // .NET 9 and later draw bytes at random, one of so many on average; earlier ones tell each time so many are full, of the last type.
    private const double SampleDistance = 102_400;
    private const int AllocationSampled = 303;

    private readonly Dictionary<string, double> _sampled = [];
    private readonly Dictionary<string, double> _ticks = [];
    private readonly int[] _collections = new int[3];

    /// <param name="path">A file of <see cref="ProfileSession"/>.</param>
    /// <exception cref="ProfileException">It cannot be read.</exception>
    public static AllocationReader Read(string path)
    {
        AllocationReader reader = new();
        try
        {
            using EventPipeEventSource source = new(path);
            source.Clr.GCAllocationTick += @event => Add(reader._ticks, @event.TypeName, @event.AllocationAmount64);
            source.Clr.GCStart += @event => reader.AddCollection(@event.Depth);
            source.AllEvents += reader.AddSample;
            source.Process();
            return reader;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ProfileException($"The allocations cannot be read: {exception.Message}");
        }
    }

    /// <summary>Adds an object that was drawn.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="size">Its size; a large object is drawn more often than a small one.</param>
    public void AddObject(string type, double size) => Add(_sampled, type, size / (1 - Math.Exp(-size / SampleDistance)));

    /// <summary>Adds a collection.</summary>
    /// <param name="generation">The oldest generation that is collected.</param>
    public void AddCollection(int generation)
    {
        if (generation >= 0 && generation < _collections.Length)
        {
            _collections[generation]++;
        }
    }

    /// <summary>Divides what an operation allocates among the types.</summary>
    /// <param name="bytesPerOp">What it allocates, which is measured without samples.</param>
    public ImmutableArray<AllocatedType> DivideBytes(double bytesPerOp)
    {
        Dictionary<string, double> types = _sampled.Count > 0 ? _sampled : _ticks;
        double total = types.Values.Sum();
        return
        [
            .. types
                .Where(type => type.Value >= SmallestShare * total)
                .OrderByDescending(type => type.Value)
                .ThenBy(type => type.Key, StringComparer.Ordinal)
                .Select(type => new AllocatedType(type.Key, bytesPerOp * type.Value / total)),
        ];
    }

    /// <summary>The collections of each generation for an operation.</summary>
    public ImmutableArray<double> DivideCollections(double operations) => [.. _collections.Select(count => count / operations)];

    // The library has no class for it: kind (4 bytes), instance (2), type (a pointer), its name, address (a pointer), size (8), offset.
    private void AddSample(TraceEvent @event)
    {
        if ((int)@event.ID != AllocationSampled || @event.ProviderGuid != ClrTraceEventParser.ProviderGuid)
        {
            return;
        }

        byte[] data = @event.EventData();
        int start = sizeof(int) + sizeof(short) + @event.PointerSize;
        int end = start;
        while (end + 1 < data.Length && (data[end] != 0 || data[end + 1] != 0))
        {
            end += sizeof(char);
        }

        int size = end + sizeof(char) + @event.PointerSize;
        if (size + sizeof(ulong) <= data.Length)
        {
            AddObject(Encoding.Unicode.GetString(data, start, end - start), BitConverter.ToUInt64(data, size));
        }
    }

    private static void Add(Dictionary<string, double> types, string type, double bytes)
    {
        string name = type.Length > 0 ? type : "?";
        types[name] = types.GetValueOrDefault(name) + bytes;
    }
}

namespace ConcurrencyBench.Duet.Protocol;

/// <summary>The first message of a program.</summary>
/// <param name="Version">The version of the protocol.</param>
/// <param name="Runtime">The runtime, such as <c>.NET 10.0.1</c>.</param>
/// <param name="Cores">The cores that its threads may be bound to; empty where the system binds none.</param>
internal sealed record Greeting(int Version, string Runtime, ImmutableArray<int> Cores)
{
    /// <summary>The version that this code speaks.</summary>
    public const int CurrentVersion = 3;

    /// <summary>Writes all fields.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(Runtime);
        writer.Write(Cores.Length);
        foreach (int core in Cores)
        {
            writer.Write(core);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Greeting Read(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadString(), [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32())]);
}

namespace ConcurrencyBench.Duet.Protocol;

/// <summary>One benchmark case of a program.</summary>
/// <param name="Name">BenchmarkDotNet's full name with arguments and parameters, as reports have it.</param>
/// <param name="Method"><c>Namespace.Type.Method</c>, as filters and lists have it.</param>
/// <param name="Categories">Its categories.</param>
/// <param name="Obstacle">The reason for which it cannot be run here, a sentence; null where it can.</param>
/// <param name="Needs">The environment variables of a process in which it can be run; empty where it can be run here, or nowhere.</param>
internal sealed record ListedBenchmark(
    string Name,
    string Method,
    ImmutableArray<string> Categories,
    string? Obstacle,
    ImmutableArray<(string Name, string Value)> Needs
)
{
    /// <summary>True when its cleanup ends static state, which benchmarks that come after it in its process may need.</summary>
    public bool EndsStaticState { get; init; }

    /// <summary>Writes all fields.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Name);
        writer.Write(Method);
        writer.Write(Categories.Length);
        foreach (string category in Categories)
        {
            writer.Write(category);
        }

        writer.Write(Obstacle is not null);
        writer.Write(Obstacle ?? "");
        writer.Write(Needs.Length);
        foreach ((string name, string value) in Needs)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(EndsStaticState);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ListedBenchmark Read(BinaryReader reader)
    {
        string name = reader.ReadString();
        string method = reader.ReadString();
        ImmutableArray<string> categories = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        bool hasObstacle = reader.ReadBoolean();
        string obstacle = reader.ReadString();
        ImmutableArray<(string, string)> needs =
        [
            .. Enumerable.Range(0, reader.ReadInt32()).Select(_ => (reader.ReadString(), reader.ReadString())),
        ];
        return new ListedBenchmark(name, method, categories, hasObstacle ? obstacle : null, needs)
        {
            EndsStaticState = reader.ReadBoolean(),
        };
    }
}

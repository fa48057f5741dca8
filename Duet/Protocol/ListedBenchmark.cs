namespace ConcurrencyBench.Duet.Protocol;

/// <summary>One benchmark case of a program.</summary>
/// <param name="Name">BenchmarkDotNet's full name with arguments and parameters, as reports have it.</param>
/// <param name="Method"><c>Namespace.Type.Method</c>, as filters and lists have it.</param>
/// <param name="Categories">Its categories.</param>
/// <param name="Obstacle">The reason for which it cannot be run here, a sentence; null where it can.</param>
internal sealed record ListedBenchmark(string Name, string Method, ImmutableArray<string> Categories, string? Obstacle)
{
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
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ListedBenchmark Read(BinaryReader reader)
    {
        string name = reader.ReadString();
        string method = reader.ReadString();
        ImmutableArray<string> categories = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        bool hasObstacle = reader.ReadBoolean();
        string obstacle = reader.ReadString();
        return new ListedBenchmark(name, method, categories, hasObstacle ? obstacle : null);
    }
}

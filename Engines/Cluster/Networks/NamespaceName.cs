using System.Security.Cryptography;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Engines.Cluster.Networks;

/// <summary>The names of the network namespaces of this program, which say who made them.</summary>
internal static class NamespaceName
{
    private const string Prefix = "cbench-";

    /// <returns>The beginning of the names of one network, which no other has.</returns>
    public static string CreatePrefix() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}-"
        );

    /// <returns>The namespaces of processes that have ended without removing them.</returns>
    /// <param name="list">What <c>ip netns list</c> says: a name a line, with its number behind.</param>
    public static IEnumerable<string> FindAbandoned(string list) =>
        list.Split('\n')
            .Select(line => line.Split(' ')[0])
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !IsOwned(name));

    private static bool IsOwned(string name)
    {
        using Process? owner = int.TryParse(name[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out int id)
            ? ProcessTree.Find(id)
            : null;
        return owner is not null;
    }
}

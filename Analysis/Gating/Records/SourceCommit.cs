using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>A commit of the repository.</summary>
/// <param name="Hash">All of it.</param>
/// <param name="Authored">The date of its author.</param>
/// <param name="Author">The name of its author.</param>
/// <param name="Subject">The first line of its message.</param>
internal sealed record SourceCommit(string Hash, DateTimeOffset Authored, string Author, string Subject)
{
    /// <summary>The first seven digits.</summary>
    [JsonIgnore]
    public string Short => Hash[..Math.Min(7, Hash.Length)];
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>The request to a peer's server: one line of JSON.</summary>
/// <param name="Variant">The program to run.</param>
/// <param name="Numbers">The numbers whose divisors are to be found.</param>
/// <param name="Workers">The number of workers, for programs that have a choice.</param>
/// <param name="Repeat">The number of repetitions, for programs that do one small thing many times.</param>
internal sealed record PeerRequest(string Variant, long[] Numbers, int Workers, int Repeat = 1);

/// <summary>The answer of a peer's server: one line of JSON.</summary>
/// <param name="Answers">The divisors of each number, ascending.</param>
/// <param name="Error">The reason why there are no answers; null where there are.</param>
internal sealed record PeerAnswer(long[][]? Answers, string? Error);

/// <summary>The first line of a peer's server, its identity.</summary>
/// <param name="Peer">The language's id.</param>
/// <param name="Version">Such as <c>CPython 3.11.7</c>.</param>
/// <param name="StartMethod">Its way of starting processes; null where it starts none or has no choice.</param>
internal sealed record PeerHello(string Peer, string Version, string? StartMethod = null)
{
    /// <summary>For people.</summary>
    public override string ToString() => StartMethod is null ? Version : $"{Version}, {StartMethod}";
}

/// <summary>The JSON format of the messages.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PeerRequest))]
[JsonSerializable(typeof(PeerAnswer))]
[JsonSerializable(typeof(PeerHello))]
internal sealed partial class PeerJson : JsonSerializerContext;

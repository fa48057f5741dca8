using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>What a peer's server is asked: one line of JSON.</summary>
/// <param name="Variant">Which of its programs to run.</param>
/// <param name="Numbers">The numbers whose divisors are to be found.</param>
/// <param name="Workers">How many workers the programs with a choice use.</param>
/// <param name="Repeat">How often, where a program does one small thing many times.</param>
internal sealed record PeerRequest(string Variant, long[] Numbers, int Workers, int Repeat = 1);

/// <summary>What it answers: one line of JSON.</summary>
/// <param name="Answers">The divisors of each number, ascending.</param>
/// <param name="Error">Why there are none.</param>
internal sealed record PeerAnswer(long[][]? Answers, string? Error);

/// <summary>Its first line: who it is.</summary>
/// <param name="Peer">The language's id.</param>
/// <param name="Version">Such as <c>CPython 3.11.7</c>.</param>
/// <param name="StartMethod">How it starts processes, where it does and has a choice.</param>
internal sealed record PeerHello(string Peer, string Version, string? StartMethod = null)
{
    /// <summary>For people.</summary>
    public override string ToString() => StartMethod is null ? Version : $"{Version}, {StartMethod}";
}

/// <summary>How messages are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PeerRequest))]
[JsonSerializable(typeof(PeerAnswer))]
[JsonSerializable(typeof(PeerHello))]
internal sealed partial class PeerJson : JsonSerializerContext;

using System.Security.Cryptography;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The payloads whose jobs have lost workers: after a number of losses, no job with the same bytes is done any more.</summary>
/// <remarks>
/// Payloads are told apart by SHA-256. Bytes are hashed only when a worker was lost, or one of their length is in quarantine.
/// </remarks>
/// <param name="losses">The number of losses, 1 or more; 0 for no quarantine.</param>
internal sealed class Quarantine(int losses)
{
    /// <summary>The most payloads that are remembered. The one whose last loss is the longest ago is forgotten first.</summary>
    public const int MostRemembered = 1024;

    // In the order of their last losses.
    private readonly List<Suspect> _suspects = [];

    // Those of payloads in quarantine.
    private readonly HashSet<int> _lengths = [];

    /// <returns>The outcome of a job whose payload is in quarantine; or null.</returns>
    public JobOutcome.Quarantined? Find(ReadOnlyMemory<byte> payload)
    {
        if (_lengths.Count == 0 || !_lengths.Contains(payload.Length))
        {
            return null;
        }

        string hash = Hash(payload);
        return _suspects.Find(suspect => suspect.Hash == hash) is { } suspect && suspect.Losses >= losses ? ToOutcome(suspect) : null;
    }

    /// <summary>Notes that a worker was lost while it did a job.</summary>
    /// <returns>The outcome of the job when its payload is in quarantine now; or null.</returns>
    public JobOutcome.Quarantined? NoteLoss(ReadOnlyMemory<byte> payload, JobOutcome.Lost loss)
    {
        if (losses == 0)
        {
            return null;
        }

        string hash = Hash(payload);
        int place = _suspects.FindIndex(suspect => suspect.Hash == hash);
        Suspect last = new(hash, payload.Length, place < 0 ? 1 : _suspects[place].Losses + 1, loss);
        if (place >= 0 || _suspects.Count == MostRemembered)
        {
            _suspects.RemoveAt(Math.Max(place, 0));
        }

        _suspects.Add(last);
        _lengths.Clear();
        _lengths.UnionWith(_suspects.Where(suspect => suspect.Losses >= losses).Select(suspect => suspect.Length));
        return last.Losses >= losses ? ToOutcome(last) : null;
    }

    /// <summary>Forgets all payloads.</summary>
    public void Clear()
    {
        _suspects.Clear();
        _lengths.Clear();
    }

    private static string Hash(ReadOnlyMemory<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload.Span));

    private static JobOutcome.Quarantined ToOutcome(Suspect suspect) => new(suspect.Hash, suspect.Losses, suspect.Loss);

    private sealed record Suspect(string Hash, int Length, int Losses, JobOutcome.Lost Loss);
}

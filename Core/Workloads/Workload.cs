using System.Security.Cryptography;
using System.Text;

namespace ConcurrencyBench.Core.Workloads;

/// <summary>The numbers whose divisors one operation finds.</summary>
/// <param name="Id">The key in command lines and saved reports; never renamed.</param>
/// <param name="Summary">The purpose of its shape, in one line.</param>
/// <param name="Numbers">Each 1..<see cref="long.MaxValue"/>, in the order in which they are given out.</param>
public sealed record Workload(string Id, string Summary, ImmutableArray<long> Numbers)
{
    /// <summary>A user's own numbers. The id is a hash of them, so that different numbers are never compared as one benchmark.</summary>
    /// <param name="numbers">At least one, each 1 or more.</param>
    /// <exception cref="ArgumentException">There are no numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is 0 or negative.</exception>
    public static Workload Custom(ImmutableArray<long> numbers)
    {
        if (numbers.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A workload needs at least one number.", nameof(numbers));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numbers.Min(), nameof(numbers));
        string content = string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        return new Workload($"custom-{digest[..8]}", "numbers of your own", numbers);
    }
}

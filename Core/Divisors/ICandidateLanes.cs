namespace ConcurrencyBench.Core.Divisors;

/// <summary>The operations of one vector width on one element type. Each lane holds one candidate.</summary>
/// <typeparam name="TVector">The hardware vector.</typeparam>
internal interface ICandidateLanes<TVector>
    where TVector : struct
{
    /// <summary>The number of lanes of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The largest n ÷ d for which <see cref="Remainders"/> is 0 whenever d divides n.</summary>
    static abstract long MaxQuotient { get; }

    /// <returns>The value in every lane.</returns>
    static abstract TVector Broadcast(long value);

    /// <returns>first, first + 1, first + 2, …</returns>
    static abstract TVector Sequence(long first);

    /// <returns>The sum, lane by lane.</returns>
    static abstract TVector Add(TVector left, TVector right);

    /// <returns>n − round(n ÷ d)·d: 0 for every divisor whose quotient is at most <see cref="MaxQuotient"/>.</returns>
    static abstract TVector Remainders(TVector numbers, TVector candidates);

    /// <returns>True when any lane of any of the four is 0.</returns>
    static abstract bool AnyZero(TVector first, TVector second, TVector third, TVector fourth);
}

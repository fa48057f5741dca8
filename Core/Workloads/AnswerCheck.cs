namespace ConcurrencyBench.Core.Workloads;

/// <summary>Checks answers against divisors found another way than any kernel finds them: from the prime factors.</summary>
public static class AnswerCheck
{
    /// <summary>Throws unless every answer is the sorted list of its number's divisors.</summary>
    /// <param name="workload">The numbers.</param>
    /// <param name="answers">answers[j] belongs to workload.Numbers[j].</param>
    /// <exception cref="WrongAnswerException">An answer is missing or wrong.</exception>
    public static void ThrowIfWrong(Workload workload, long[][] answers)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Length != workload.Numbers.Length)
        {
            throw new WrongAnswerException(
                $"Expected {workload.Numbers.Length} answers for workload '{workload.Id}' and got {answers.Length}."
            );
        }

        for (int index = 0; index < answers.Length; index++)
        {
            long[] expected = Divisors(workload.Numbers[index]);
            if (!expected.AsSpan().SequenceEqual(answers[index]))
            {
                throw new WrongAnswerException(
                    $"Wrong divisors of {workload.Numbers[index]} in workload '{workload.Id}': "
                        + $"expected {Show(expected)}, got {Show(answers[index])}."
                );
            }
        }
    }

    /// <summary>The divisors of a number, ascending, as all products of its prime powers.</summary>
    /// <param name="number">1 or more. Takes up to √number divisions.</param>
    public static long[] Divisors(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        List<long> divisors = [1];
        ulong rest = (ulong)number;
        for (ulong prime = 2; prime * prime <= rest; prime++)
        {
            int exponent = 0;
            for (; rest % prime == 0; rest /= prime)
            {
                exponent++;
            }

            MultiplyBy(divisors, (long)prime, exponent);
        }

        if (rest > 1)
        {
            MultiplyBy(divisors, (long)rest, 1);
        }

        divisors.Sort();
        return [.. divisors];
    }

    private static void MultiplyBy(List<long> divisors, long prime, int exponent)
    {
        int before = divisors.Count;
        long power = 1;
        for (; exponent > 0; exponent--)
        {
            power *= prime;
            for (int index = 0; index < before; index++)
            {
                divisors.Add(divisors[index] * power);
            }
        }
    }

    private static string Show(long[]? divisors)
    {
        const int Shown = 12;
        return divisors switch
        {
            null => "nothing",
            { Length: > Shown } => $"[{string.Join(", ", divisors.Take(Shown))}, … {divisors.Length} in all]",
            _ => $"[{string.Join(", ", divisors)}]",
        };
    }
}
